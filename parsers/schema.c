/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of services, and how rows of the schema are found. */
#include "schema.h"

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Ascending by id. A new service is one word here and one in meson.build. */
#define SERVICES(X)                                                                            \
	X(ctl)                                                                                 \
	X(wds) X(dms) X(nas) X(qos) X(wms) X(pds) X(voice) X(uim) X(pbm) X(loc) X(sar) X(ims)  \
		X(wda) X(imsp) X(imsa) X(pdc) X(dsd) X(dpm) X(oma) X(fox) X(gms) X(gas) X(atr) \
			X(ssc) X(imsdcm)

#define X(name) extern const struct service_def schema_##name;
SERVICES(X)
#undef X

const struct service_def *const schema_services[] = {
#define X(name) &schema_##name,
	SERVICES(X)
#undef X
};

const size_t schema_service_count = COUNT(schema_services);

/* Services that exist in modems, and of which no message is known; ascending by id. */
static const struct {
	uint16_t id;
	const char *name;
} bare_services[] = {
	{ 0x07, "auth" },    { 0x08, "at" },       { 0x0A, "cat2" },  { 0x0D, "qchat" },
	{ 0x0E, "rmtfs" },   { 0x0F, "test" },     { 0x13, "adc" },   { 0x14, "csd" },
	{ 0x15, "mfs" },     { 0x16, "time" },     { 0x17, "ts" },    { 0x18, "tmd" },
	{ 0x19, "sap" },     { 0x1B, "tsync" },    { 0x1C, "rfsa" },  { 0x1D, "csvt" },
	{ 0x1E, "qcmap" },   { 0x20, "imsvt" },    { 0x22, "coex" },  { 0x26, "stx" },
	{ 0x27, "bit" },     { 0x28, "imsrtp" },   { 0x29, "rfrpe" }, { 0x2B, "ssctl" },
	{ 0x32, "uim-rmt" }, { 0x47, "uim-http" }, { 0xE0, "cat" },   { 0xE1, "rms" },
	{ 0xE6, "fota" },
};

static const char *const class_names[] = {
	[CLASS_READ] = "read",
	[CLASS_CONTROL] = "control",
	[CLASS_SMS] = "sms",
	[CLASS_VOICE] = "voice",
	[CLASS_LOCATION] = "location",
	[CLASS_SIM] = "sim",
	[CLASS_PROVISIONING] = "provisioning",
	[CLASS_FIRMWARE] = "firmware",
	[CLASS_TUNNEL] = "tunnel",
};

size_t schema_row_count(void)
{
	size_t n = 0;

	for (size_t i = 0; i < schema_service_count; i++)
		n += schema_services[i]->n;
	return n;
}

const struct message_def *schema_row(size_t row, const struct service_def **service)
{
	for (size_t i = 0; i < schema_service_count; i++) {
		const struct service_def *s = schema_services[i];

		if (row < s->n) {
			if (service)
				*service = s;
			return &s->messages[row];
		}
		row -= s->n;
	}
	return NULL;
}

/* The first message of a service with an id not below `id`. */
static size_t lower_bound(const struct service_def *s, uint16_t id)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->messages[mid].id < id)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

uint16_t schema_find(uint16_t service, uint16_t id, bool is_indication, uint16_t vendor)
{
	const struct service_def *s = NULL;
	size_t base = 0, found = ROW_NONE;

	for (size_t i = 0; i < schema_service_count && schema_services[i]->id <= service; i++) {
		s = schema_services[i];
		if (s->id != service)
			base += s->n;
	}
	if (!s || s->id != service)
		return ROW_NONE;
	for (size_t i = lower_bound(s, id); i < s->n && s->messages[i].id == id; i++) {
		const struct message_def *m = &s->messages[i];

		if (m->is_indication != is_indication)
			continue;
		if (m->vendor == vendor)
			return (uint16_t)(base + i);
		if (m->vendor == 0)
			found = base + i;
	}
	return (uint16_t)found;
}

const struct tlv_def *schema_tlv(const struct tlv_set *set, uint8_t tag)
{
	size_t low = 0, high = set->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (set->rows[mid].tag == tag)
			return &set->rows[mid];
		if (set->rows[mid].tag < tag)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const struct service_def *schema_service(uint16_t id)
{
	for (size_t i = 0; i < schema_service_count && schema_services[i]->id <= id; i++)
		if (schema_services[i]->id == id)
			return schema_services[i];
	return NULL;
}

static bool same_name(const char *name, const char *text, size_t len)
{
	return strlen(name) == len && memcmp(name, text, len) == 0;
}

const struct service_def *schema_service_by_name(const char *name, size_t len)
{
	for (size_t i = 0; i < schema_service_count; i++)
		if (same_name(schema_services[i]->name, name, len))
			return schema_services[i];
	return NULL;
}

const char *schema_service_name(uint16_t id)
{
	const struct service_def *s = schema_service(id);

	if (s)
		return s->name;
	for (size_t i = 0; i < COUNT(bare_services); i++)
		if (bare_services[i].id == id)
			return bare_services[i].name;
	return "?";
}

const char *schema_class_name(enum message_class c)
{
	return (unsigned)c < COUNT(class_names) ? class_names[c] : "?";
}

const struct enum_def *schema_enum(const char *name, size_t len)
{
	for (size_t i = 0; i < schema_enum_count; i++)
		if (same_name(schema_enums[i].name, name, len))
			return &schema_enums[i];
	return NULL;
}
