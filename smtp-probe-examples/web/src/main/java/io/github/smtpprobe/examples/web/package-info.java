/* SPDX-License-Identifier: Apache-2.0 */
/** An application of Spring Boot that watches its mail server. */
@NullMarked
package io.github.smtpprobe.examples.web;

import org.jspecify.annotations.NullMarked;
