/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Probes the mail exchangers of millions of domains on an Apache Flink cluster, and stays polite across the whole cluster. An
 * example to copy: {@link io.github.smtpprobe.examples.flink.ProbeJob} reads from top to bottom.
 */
@NullMarked
package io.github.smtpprobe.examples.flink;

import org.jspecify.annotations.NullMarked;
