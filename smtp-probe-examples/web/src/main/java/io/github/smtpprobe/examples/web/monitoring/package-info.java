/* SPDX-License-Identifier: Apache-2.0 */
/** Monitoring of an application's mail server. Each class is a file to copy, and needs no other package of this application. */
@NullMarked
package io.github.smtpprobe.examples.web.monitoring;

import org.jspecify.annotations.NullMarked;
