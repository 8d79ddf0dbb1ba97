// A program that is measured ends with the one that started it, however that one ends.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.channel?.unref();
