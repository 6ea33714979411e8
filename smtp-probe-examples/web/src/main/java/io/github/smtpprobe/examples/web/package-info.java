/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A page that tests mail servers, and classes for monitoring one. {@code guard} decides who may have which servers probed and
 * how often, {@code probes} runs the probes and keeps the results, {@code pages} shows them; {@code monitoring} stands alone.
 */
@NullMarked
package io.github.smtpprobe.examples.web;

import org.jspecify.annotations.NullMarked;
