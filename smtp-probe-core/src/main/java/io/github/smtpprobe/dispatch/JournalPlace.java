/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import java.nio.file.Path;

/**
 * Where a batch keeps its journal.
 *
 * @param file   of the journal
 * @param resume whether to go on with one that is there
 */
public record JournalPlace(Path file, boolean resume) {}
