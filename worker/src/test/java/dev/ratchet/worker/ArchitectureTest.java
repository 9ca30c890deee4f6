package dev.ratchet.worker;

import dev.ratchet.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {
    ArchitectureTest() {
        super("worker", 15);
    }
}
