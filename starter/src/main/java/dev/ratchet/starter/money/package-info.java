/** Commands about what models cost and what they may. */
@NullMarked
package dev.ratchet.starter.money;

import org.jspecify.annotations.NullMarked;
