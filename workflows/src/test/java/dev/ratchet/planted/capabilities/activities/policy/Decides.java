package dev.ratchet.planted.capabilities.activities.policy;

import dev.ratchet.planted.capabilities.activities.content.Store;
import dev.ratchet.planted.capabilities.activities.masterdata.Suppliers;

/** Both edges are allowed. */
public record Decides(Suppliers suppliers, Store store) {}
