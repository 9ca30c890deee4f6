package dev.ratchet.activities.documents.xml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An element of a parsed document, with only what a reader needs. It remembers whether a reader has used its text. */
public final class XmlElement {
    final String namespace;
    public final String name;
    final int line;
    private final Map<String, String> attributes = new LinkedHashMap<>(4);
    private final List<XmlElement> children = new ArrayList<>(4);
    private final StringBuilder text = new StringBuilder();
    private boolean used;

    XmlElement(String namespace, String name, int line) {
        this.namespace = namespace;
        this.name = name;
        this.line = line;
    }

    void add(XmlElement child) {
        children.add(child);
    }

    void attribute(String attribute, String value) {
        attributes.put(attribute, value);
    }

    void text(char[] more, int start, int length) {
        text.append(more, start, length);
    }

    String text() {
        used = true;
        return text.toString().strip();
    }

    boolean used() {
        return used;
    }

    @Nullable
    String attribute(String attribute) {
        return attributes.get(attribute);
    }

    List<XmlElement> children() {
        return children;
    }

    List<XmlElement> all(String child) {
        List<XmlElement> found = new ArrayList<>(2);
        for (XmlElement each : children) {
            if (each.name.equals(child)) {
                found.add(each);
            }
        }
        return found;
    }

    /** The elements at the end of a path. Every element on the path counts, not only the first of a name. */
    List<XmlElement> every(String... path) {
        List<XmlElement> at = List.of(this);
        for (String step : path) {
            List<XmlElement> next = new ArrayList<>();
            at.forEach(e -> next.addAll(e.all(step)));
            at = next;
        }
        return at;
    }

    /** The first element at the end of a path. */
    @Nullable
    XmlElement first(String... path) {
        List<XmlElement> all = every(path);
        return all.isEmpty() ? null : all.get(0);
    }

    /** The text at the end of a path; absent when there is none or it is blank. */
    @Nullable
    String value(String... path) {
        XmlElement at = first(path);
        String value = at == null ? "" : at.text();
        return value.isEmpty() ? null : value;
    }
}
