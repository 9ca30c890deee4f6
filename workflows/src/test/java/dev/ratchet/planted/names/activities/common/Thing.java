package dev.ratchet.planted.names.activities.common;

final class Thing {}
