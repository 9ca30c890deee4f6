/** Models of somebody else's over real HTTP: answers of all kinds, money, and what is traced of them. */
package dev.ratchet.worker.dev.model;
