/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import java.util.Map;

/**
 * An event of a running probe that a live page shows.
 *
 * @param id    counted from 1
 * @param name  {@code attempt}, {@code step}, {@code line} or {@code end}
 * @param data  texts, numbers and booleans for any JSON library
 */
public record Moment(int id, String name, Map<String, Object> data) {}
