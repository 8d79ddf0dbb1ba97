import { onServer, withOption } from './database.js';

it.each([
  ['mongodb://127.0.0.1:27017', 'mongodb://127.0.0.1:27017/a?x=1'],
  ['mongodb://127.0.0.1:27017/', 'mongodb://127.0.0.1:27017/a?x=1'],
  ['mongodb://u:p@one,two/admin?replicaSet=rs0', 'mongodb://u:p@one,two/a?replicaSet=rs0&x=1'],
  ['mongodb+srv://db.example.org/?tls=true', 'mongodb+srv://db.example.org/a?tls=true&x=1'],
])('names a database on the server of %s', (server, expected) => {
  expect(withOption(onServer(server, 'a'), 'x=1')).toBe(expected);
});
