/** An agent that asks a model and a tool at every turn, for as many turns as its document has pages. Only a test runs it. */
@NullMarked
package dev.ratchet.workflows.pages;

import org.jspecify.annotations.NullMarked;
