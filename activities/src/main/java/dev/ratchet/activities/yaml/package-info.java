/**
 * Reads YAML that somebody else wrote into a tree of nodes, within bounds that are held while reading. What the nodes mean is
 * said by whoever asks: master data and rule books. No file is opened here.
 */
@NullMarked
package dev.ratchet.activities.yaml;

import org.jspecify.annotations.NullMarked;
