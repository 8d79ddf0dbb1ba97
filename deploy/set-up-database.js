// Makes the replica set and the user of the program (deploy/compose.yaml). Run by mongosh; where both are there, it
// changes nothing.
const { DATABASE_ROOT_PASSWORD, DATABASE_PASSWORD } = process.env;
const address = `mongodb://root:${encodeURIComponent(DATABASE_ROOT_PASSWORD)}@database:27017/?directConnection=true`;
const admin = new Mongo(address).getDB('admin');

if (!isReplicaSet()) {
  admin.runCommand({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: 'database:27017' }] } });
}
while (!admin.hello().isWritablePrimary) sleep(500);

const pasokh = admin.getSiblingDB('pasokh');
if (pasokh.getUser('pasokh') === null) {
  const roles = [{ role: 'readWrite', db: 'pasokh' }];
  pasokh.createUser({ user: 'pasokh', pwd: DATABASE_PASSWORD, roles });
}

/** False where the members were not told of each other yet, which the server calls an error. */
function isReplicaSet() {
  try {
    return admin.runCommand({ replSetGetStatus: 1 }).ok === 1;
  } catch {
    return false;
  }
}
