/** Workers, the database and commands killed or told to stop in the middle: what is lost, done twice and paid twice. */
package dev.ratchet.worker.dev.crash;
