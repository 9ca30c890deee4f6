package dev.ratchet.planted.chance.workflows.agent;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

final class RollsDice {
    Random random() {
        return new Random();
    }

    double math() {
        return Math.random();
    }

    Supplier<UUID> reference() {
        return UUID::randomUUID;
    }

    void shuffles(List<String> list) {
        Collections.shuffle(list);
    }
}
