package dev.ratchet.starter;

import dev.ratchet.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {
    ArchitectureTest() {
        super("starter", 15);
    }
}
