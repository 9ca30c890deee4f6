/**
 * The house plan as rules. Each {@link dev.ratchet.architecture.Gate} is held against the product by the module that can
 * see the classes, and against a planted violation here, so that every gate was seen closing once.
 */
@NullMarked
package dev.ratchet.architecture;

import org.jspecify.annotations.NullMarked;
