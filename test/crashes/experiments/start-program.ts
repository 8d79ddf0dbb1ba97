// The order matters: what comes first decides what time it is for everything that comes after it.
import './inside.js';
import '../../../src/main.js';
