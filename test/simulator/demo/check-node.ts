/** The range of `engines` in package.json. */
const OLDEST = [20, 19] as const;
const TOO_NEW = 27;

/** Returns why this Node is not supported, one line per language, or null. */
export function checkNode(version: string): string | null {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isOld = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  if (!isOld && major < TOO_NEW) return null;
  const range = `${OLDEST.join(".")} – ${TOO_NEW - 1}`;
  return (
    `需要 Node ${range}，现在是 ${version}：到 https://nodejs.org 安装后再试。\n` +
    `Node ${range} is needed, and this is ${version}: install it from https://nodejs.org, then try again.`
  );
}
