/**
 * What every command needs: the context that it runs in, its file arguments, its exit codes and its errors. No command,
 * no client of a service and no table may enter.
 */
@NullMarked
package dev.ratchet.starter.command;

import org.jspecify.annotations.NullMarked;
