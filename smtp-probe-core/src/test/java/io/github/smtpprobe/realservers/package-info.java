/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Probes of the mail servers that Debian ships, with what is expected of each in one table, {@code real-servers/expectations.tsv}.
 * Runs in the profile {@code real-servers} only, inside the namespaces that {@code .ci/real-servers} makes.
 */
package io.github.smtpprobe.realservers;
