package dev.ratchet.workflows;

import dev.ratchet.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {
    ArchitectureTest() {
        super("workflows", 80);
    }
}
