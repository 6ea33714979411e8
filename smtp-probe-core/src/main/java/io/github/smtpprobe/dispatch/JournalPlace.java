/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Where a batch keeps its journal.
 *
 * @param file    the journal's file
 * @param resume  whether to continue an existing one
 * @param written tells by a target's number whether the output has its result, if the output knows
 */
public record JournalPlace(Path file, boolean resume, Optional<LongPredicate> written) {}
