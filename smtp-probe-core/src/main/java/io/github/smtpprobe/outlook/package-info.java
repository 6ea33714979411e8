/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the world's senders will do with mail for a domain: an {@link io.github.smtpprobe.outlook.Outlook} is computed from the
 * state of each exchanger ({@link io.github.smtpprobe.outlook.HostState}) and the behaviour of each sender
 * ({@link io.github.smtpprobe.outlook.Sender}). The behaviour is data, {@code senders.tsv} and {@code matrix.tsv}, in which each
 * row names its source and when it was read; what no source says is not known. This package does no I/O, and assumes nothing that
 * it was not told.
 *
 * <p>To correct a cell, change its line in {@code matrix.tsv} and its letter in the test that lists them all.
 */
@NullMarked
package io.github.smtpprobe.outlook;

import org.jspecify.annotations.NullMarked;
