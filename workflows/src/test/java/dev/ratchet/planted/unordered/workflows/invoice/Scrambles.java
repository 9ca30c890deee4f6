package dev.ratchet.planted.unordered.workflows.invoice;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

final class Scrambles {
    Map<String, String> hashes() {
        return new HashMap<>();
    }

    Supplier<Set<String>> reference() {
        return HashSet::new;
    }

    Map<String, String> literal() {
        return Map.of("a", "b");
    }

    Set<String> copies(List<String> list) {
        return Set.copyOf(list);
    }

    Set<String> collects(List<String> list) {
        return list.stream().collect(Collectors.toSet());
    }

    Map<Integer, List<String>> groups(List<String> list) {
        return list.stream().collect(Collectors.groupingBy(String::length));
    }

    Map<Integer, List<String>> groupsInOrder(List<String> list) {
        return list.stream().collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.toList()));
    }

    Map<String, String> keepsOrder() {
        return new LinkedHashMap<>();
    }
}
