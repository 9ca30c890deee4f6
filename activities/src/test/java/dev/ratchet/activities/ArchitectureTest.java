package dev.ratchet.activities;

import dev.ratchet.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {
    ArchitectureTest() {
        super("activities", 60);
    }
}
