// Downloads a mongod into a folder, unless it is there, and says where it is: download-mongod.mjs FOLDER
import { MongoBinary } from 'mongodb-memory-server-core';

const [downloadDir] = process.argv.slice(2);
const binary = await MongoBinary.getPath({ downloadDir });
process.stdout.write(`\nbinary ${binary}\n`);
