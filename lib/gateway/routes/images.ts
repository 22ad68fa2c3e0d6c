import { readImageRequest } from "../../api/images/read-request";
import type { ImageList } from "../../api/images/response-schema";
import { toSizeText } from "../../spark/image/sizes";
import { toNoteHeaders, toSidHeader } from "../generate/spark-headers";
import { readJson } from "../http/body";
import { toJsonAnswer } from "../http/answer";
import type { Handler } from "../http/endpoint";
import { convertImage } from "../image/convert";
import { openAccount } from "../limits/account";
import { admit, admitChoices, type AdmitDependencies } from "../limits/admit";
import { checkImage } from "../services/check-image";
import { draw, type DrawDependencies } from "../services/draw";
import { prepareService } from "../services/prepare-service";
import { createServiceWatch } from "../services/service-watch";

type Dependencies = AdmitDependencies & DrawDependencies;

/** Handles `POST /v1/images/generations`. */
export function createImages(dependencies: Dependencies): Handler {
  const { settings, limits, now } = dependencies;
  return async (request, context) => {
    const budget = limits.images;
    const admitted = await admit(request, context, { ...dependencies, budget });
    const { credential, caller } = admitted;
    const read = readImageRequest(await readJson(request, admitted.body));
    const { request: asked, output } = read;
    const place = { model: asked.model, kind: "image" } as const;
    const prepared = prepareService(place, credential, { context, dependencies });
    const { size, adjusted, ignored } = checkImage(asked, prepared.model, settings.maxN);
    const count = asked.count.value;
    await admitChoices(caller, count, { context, dependencies });

    let spent = 0;
    const account = await openAccount(
      caller,
      {
        budget: credential.owner === "server" ? budget : null,
        worstCase: () => count,
        spent: () => spent,
      },
      limits,
    );
    const watch = createServiceWatch(context, account);
    const hooks = {
      ...watch.hooks,
      onSent: () => void (spent += 1),
      onRefused: () => void (spent -= 1),
    };
    const images = await watch.guard(
      draw(asked, { prepared, size, watch: hooks }, dependencies).then((drawn) =>
        Promise.all(drawn.map((image) => convertImage(image, output))),
      ),
    );
    watch.finish({ images: images.length });
    const list: ImageList = {
      created: Math.floor(now().getTime() / 1000),
      data: images.map((image) =>
        output.isUrl ? { url: `data:image/${output.format};base64,${image}` } : { b64_json: image },
      ),
      output_format: output.format,
      size: toSizeText(size),
    };
    return toJsonAnswer(list, {
      headers: {
        // Prevents compression, because the images are already compressed.
        "cache-control": "no-transform",
        ...toNoteHeaders({ adjusted, ignored: [...ignored, ...read.ignored] }),
        ...toSidHeader(watch.sids()),
      },
    });
  };
}
