/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

/**
 * What came of a candidate's probe.
 *
 * @param summary its row
 * @param limited whether the operator said that it is asked too much
 */
record Answer(Summary summary, boolean limited) {}
