import { notFound } from "next/navigation";

/** Where `next.config.js` sends browsers that ask for a page that is not there. */
export default function Page(): never {
  notFound();
}
