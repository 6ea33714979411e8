/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A page that tests mail servers, and what monitors ask of one. {@code guard} says who may have what probed and how often,
 * {@code probes} runs them and keeps what came of them, {@code pages} shows it; {@code monitoring} stands alone.
 */
@NullMarked
package io.github.smtpprobe.examples.web;

import org.jspecify.annotations.NullMarked;
