package dev.ratchet.planted.capabilities.activities.policy;

import dev.ratchet.planted.capabilities.activities.content.Store;

public record Decides(Store store) {}
