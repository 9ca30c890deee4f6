/**
 * The commands about agents: which there are, and starting a run of one, whatever it takes. What is done with a run
 * afterwards is in {@code run}; many documents at once are in {@code submit}.
 */
@NullMarked
package dev.ratchet.starter.agents;

import org.jspecify.annotations.NullMarked;
