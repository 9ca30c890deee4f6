/**
 * What the answering agent may ask of the world: what is asked, what is proposed as an answer, and whether passages bear it out.
 * Texts are kept in the content store; what is here goes into histories and stays small.
 */
@NullMarked
package dev.ratchet.workflows.contract.qa;

import org.jspecify.annotations.NullMarked;
