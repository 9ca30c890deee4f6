/** The models that the gateway was told of. */
@NullMarked
package dev.ratchet.starter.models;

import org.jspecify.annotations.NullMarked;
