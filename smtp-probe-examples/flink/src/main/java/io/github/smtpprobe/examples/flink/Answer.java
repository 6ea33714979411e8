/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

/**
 * The outcome of a candidate's probe.
 *
 * @param summary its row
 * @param limited whether the operator said that it receives too many requests
 */
record Answer(Summary summary, boolean limited) {}
