/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the senders of the world will do with mail for a domain: from the state of each exchanger ({@link
 * io.github.smtpprobe.outlook.HostState}) and the ways of each sender ({@link io.github.smtpprobe.outlook.Sender}) an {@link
 * io.github.smtpprobe.outlook.Outlook}. The ways are data, {@code senders.tsv} and {@code matrix.tsv}, each row with its source and
 * when it was read; what no source says is not known. It is pure: it asks nobody, and what it has not been told it does not assume.
 *
 * <p>To correct a cell: its line in {@code matrix.tsv}, and its letter in the test that lists them all.
 */
@NullMarked
package io.github.smtpprobe.outlook;

import org.jspecify.annotations.NullMarked;
