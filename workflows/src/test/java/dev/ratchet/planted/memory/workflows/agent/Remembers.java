package dev.ratchet.planted.memory.workflows.agent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

final class Remembers {
    static int counter;
    static final List<String> SEEN = new ArrayList<>();
    static final Map<String, String> CACHE = new TreeMap<>();
    static final AtomicLong NEXT = new AtomicLong();
    static final String[] ARRAY = {"a"};

    static final List<String> COPY = List.copyOf(SEEN);
    static final Map<String, String> VIEW = Collections.unmodifiableMap(new TreeMap<>(CACHE));
    static final Pattern PATTERN = Pattern.compile("a");
    static final String TEXT = "a";

    private Remembers() {}
}
