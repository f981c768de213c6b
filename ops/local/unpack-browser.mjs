// Unpack the Chromium that the npm package @sparticuz/chromium carries, with the libraries and
// fonts that a bare machine lacks. usage: node unpack-browser.mjs PACKAGE_BIN_FOLDER FOLDER
// The browser then starts with LD_LIBRARY_PATH=FOLDER/lib FONTCONFIG_PATH=FOLDER.
import { execFileSync } from "node:child_process";
import { createReadStream, createWriteStream, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

const [source, target] = process.argv.slice(2).map((each) => path.resolve(each));

async function decompress(name, to, mode) {
  const from = createReadStream(path.join(source, `${name}.br`));
  await pipeline(from, createBrotliDecompress(), createWriteStream(to, { mode }));
}

await decompress("chromium", path.join(target, "chromium"), 0o755);
for (const archive of ["al2023.tar", "swiftshader.tar", "fonts.tar"]) {
  const file = path.join(target, archive);
  await decompress(archive, file, 0o644);
  execFileSync("tar", ["--extract", "--no-same-owner", "--file", file, "--directory", target]);
  rmSync(file);
}
const fonts = path.join(target, "fonts.conf");
writeFileSync(
  fonts,
  readFileSync(fonts, "utf8")
    .replaceAll("/tmp/fonts-cache/", path.join(target, "fonts-cache"))
    .replaceAll("/tmp/fonts", path.join(target, "fonts")),
);
