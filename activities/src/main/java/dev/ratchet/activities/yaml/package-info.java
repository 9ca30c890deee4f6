/**
 * Reads YAML that somebody else wrote into a tree of nodes, within bounds that are held while reading. Start with YamlFields,
 * which hands out the fields of a mapping and complains of what is wrong with them. What they mean is said by whoever asks. No file is
 * opened here.
 */
@NullMarked
package dev.ratchet.activities.yaml;

import org.jspecify.annotations.NullMarked;
