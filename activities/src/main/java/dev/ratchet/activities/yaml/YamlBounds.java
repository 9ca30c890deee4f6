package dev.ratchet.activities.yaml;

/**
 * How much one YAML text may hold. Aliases are never allowed.
 *
 * @param characters UTF-16 code units, as {@link String#length()} counts them
 * @param nesting lists and mappings inside each other, the outermost included
 * @param values single values, lists and mappings, names of fields included
 */
public record YamlBounds(int characters, int nesting, int values) {
    public YamlBounds {
        if (characters < 1 || nesting < 1 || values < 1) {
            throw new IllegalArgumentException("bounds are positive: " + characters + ", " + nesting + ", " + values);
        }
    }
}
