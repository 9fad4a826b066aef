/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of values, for the fields of requests that a policy may ask about. */
#include "schema_rows.h"

static const struct enum_value ctl_data_format[] = {
	{ "absent", 0 },
	{ "present", 1 },
};

static const struct enum_value ctl_data_link_protocol[] = {
	{ "unknown", 0 },
	{ "802-3", 1 },
	{ "raw-ip", 2 },
};

static const struct enum_value data_endpoint_type[] = {
	{ "unknown", 0 },
	{ "hsic", 1 },
	{ "hsusb", 2 },
	{ "pcie", 3 },
	{ "embedded", 4 },
	{ "bam-dmux", 5 },
	{ "undefined", 255 },
};

static const struct enum_value dms_boot_image_download_mode[] = {
	{ "normal", 0 },
	{ "boot-and-recovery", 1 },
};

static const struct enum_value dms_firmware_image_type[] = {
	{ "modem", 0 },
	{ "pri", 1 },
};

static const struct enum_value dms_foxconn_device_mode[] = {
	{ "unknown", 0 },
	{ "fastboot-online", 5 },
	{ "fastboot-ota", 10 },
};

static const struct enum_value dms_foxconn_firmware_version_type[] = {
	{ "firmware-mcfg", 0 },
	{ "firmware-mcfg-apps", 1 },
	{ "apps", 2 },
};

static const struct enum_value dms_hp_device_mode[] = {
	{ "fastboot", 5 },
};

static const struct enum_value dms_mac_type[] = {
	{ "wlan", 0 },
	{ "bt", 1 },
};

static const struct enum_value dms_operating_mode[] = {
	{ "online", 0 },
	{ "low-power", 1 },
	{ "factory-test", 2 },
	{ "offline", 3 },
	{ "reset", 4 },
	{ "shutting-down", 5 },
	{ "persistent-low-power", 6 },
	{ "mode-only-low-power", 7 },
	{ "unknown", 255 },
};

static const struct enum_value dms_swi_usb_composition[] = {
	{ "unknown", UINT64_MAX },
	{ "0", 0 },
	{ "1", 1 },
	{ "2", 2 },
	{ "3", 3 },
	{ "4", 4 },
	{ "5", 5 },
	{ "6", 6 },
	{ "7", 7 },
	{ "8", 8 },
	{ "9", 9 },
	{ "10", 10 },
	{ "11", 11 },
	{ "12", 12 },
	{ "13", 13 },
	{ "14", 14 },
	{ "15", 15 },
	{ "16", 16 },
	{ "17", 17 },
	{ "18", 18 },
	{ "19", 19 },
	{ "20", 20 },
	{ "21", 21 },
	{ "22", 22 },
};

static const struct enum_value dms_time_reference_type[] = {
	{ "user", 0 },
};

static const struct enum_value dms_uim_facility[] = {
	{ "pn", 0 },
	{ "pu", 1 },
	{ "pp", 2 },
	{ "pc", 3 },
	{ "pf", 4 },
};

static const struct enum_value dms_uim_facility_state[] = {
	{ "deactivated", 0 },
	{ "activated", 1 },
	{ "blocked", 2 },
};

static const struct enum_value dms_uim_pin_id[] = {
	{ "pin", 1 },
	{ "pin2", 2 },
};

static const struct enum_value dsd_apn_type[] = {
	{ "default", 0 },
	{ "ims", 1 },
	{ "mms", 2 },
	{ "dun", 3 },
	{ "supl", 4 },
	{ "hipri", 5 },
	{ "fota", 6 },
	{ "cbs", 7 },
	{ "ia", 8 },
	{ "emergency", 9 },
};

static const struct enum_value fox_firmware_version_type[] = {
	{ "firmware-mcfg", 0 },
	{ "firmware-mcfg-apps", 1 },
	{ "apps", 2 },
};

static const struct enum_value gas_firmware_listing_mode[] = {
	{ "active-firmware", 0 },
	{ "all-firmware", 1 },
	{ "specific-firmware", 2 },
};

static const struct enum_value gas_usb_composition_endpoint_type[] = {
	{ "hsusb", 0 },
	{ "hsic", 1 },
};

static const struct enum_value loc_delete_cell_database[] = {
	{ "pos", 1 },
	{ "latest-gps-pos", 2 },
	{ "ota-pos", 4 },
	{ "ext-ref-pos", 8 },
	{ "timetag", 16 },
	{ "cellid", 32 },
	{ "cached-cellid", 64 },
	{ "last-srv-cell", 128 },
	{ "cur-srv-cell", 256 },
	{ "neighbor-info", 512 },
};

static const struct enum_value loc_delete_clock_info[] = {
	{ "time-est", 1 },
	{ "freq-est", 2 },
	{ "week-number", 4 },
	{ "rtc-time", 8 },
	{ "time-transfer", 16 },
	{ "gps-time-est", 32 },
	{ "glo-time-est", 64 },
	{ "glo-day-number", 128 },
	{ "glo-year-number", 256 },
	{ "glo-rf-grp-delay", 512 },
	{ "disable-tt", 1024 },
};

static const struct enum_value loc_delete_gnss_data[] = {
	{ "gps-svdir", 1 },
	{ "gps-svsteer", 2 },
	{ "gps-time", 4 },
	{ "gps-alm-corr", 8 },
	{ "glo-svdir", 16 },
	{ "glo-svsteer", 32 },
	{ "glo-time", 64 },
	{ "glo-alm-corr", 128 },
	{ "sbas-svdir", 256 },
	{ "sbas-svsteer", 512 },
	{ "position", 1024 },
	{ "time", 2048 },
	{ "iono", 4096 },
	{ "utc", 8192 },
	{ "health", 16384 },
	{ "sadata", 32768 },
	{ "rti", 65536 },
	{ "sv-no-exist", 131072 },
	{ "freq-bias-est", 262144 },
};

static const struct enum_value loc_event_registration_flag[] = {
	{ "position-report", 1 },
	{ "gnss-satellite-info", 2 },
	{ "nmea", 4 },
	{ "ni-notify-verify-request", 8 },
	{ "inject-time-request", 16 },
	{ "inject-predicted-orbits-request", 32 },
	{ "inject-position-request", 64 },
	{ "engine-state", 128 },
	{ "fix-session-state", 256 },
	{ "wifi-request", 512 },
	{ "sensor-streaming-ready-status", 1024 },
	{ "time-sync-request", 2048 },
	{ "set-spi-streaming-report", 4096 },
	{ "location-server-connection-request", 8192 },
	{ "ni-geofence-notification", 16384 },
	{ "geofence-general-alert", 32768 },
	{ "geofence-breach-notification", 65536 },
	{ "pedometer-control", 131072 },
	{ "motion-data-control", 262144 },
};

static const struct enum_value loc_fix_recurrence_type[] = {
	{ "periodic-fixes", 1 },
	{ "single-fix", 2 },
};

static const struct enum_value loc_intermediate_report_state[] = {
	{ "unknown", 0 },
	{ "enable", 1 },
	{ "disable", 2 },
};

static const struct enum_value loc_lock_type[] = {
	{ "none", 1 },
	{ "mi", 2 },
	{ "mt", 3 },
	{ "all", 4 },
};

static const struct enum_value loc_nmea_type[] = {
	{ "gga", 1 },
	{ "rmc", 2 },
	{ "gsv", 4 },
	{ "gsa", 8 },
	{ "vtg", 16 },
	{ "pqxfi", 32 },
	{ "pstis", 64 },
	{ "all", 65535 },
};

static const struct enum_value loc_operation_mode[] = {
	{ "default", 1 },
	{ "msb", 2 },
	{ "msa", 3 },
	{ "standalone", 4 },
	{ "cellid", 5 },
	{ "wwan", 6 },
};

static const struct enum_value loc_predicted_orbits_data_format[] = {
	{ "xtra", 0 },
};

static const struct enum_value loc_reliability[] = {
	{ "not-set", 0 },
	{ "very-low", 1 },
	{ "low", 2 },
	{ "medium", 3 },
	{ "high", 4 },
};

static const struct enum_value loc_server_address_type[] = {
	{ "none", 0 },
	{ "ipv4", 1 },
	{ "ipv6", 2 },
	{ "url", 4 },
};

static const struct enum_value loc_server_type[] = {
	{ "unknown", 0 },
	{ "cdma-pde", 1 },
	{ "cdma-mpc", 2 },
	{ "umts-slp", 3 },
	{ "custom-pde", 4 },
};

static const struct enum_value nas_band_preference[] = {
	{ "bc-0-a-system", 1 },
	{ "bc-0-b-system", 2 },
	{ "bc-1-all-blocks", 4 },
	{ "bc-2", 8 },
	{ "bc-3-a-system", 16 },
	{ "bc-4-all-blocks", 32 },
	{ "bc-5-all-blocks", 64 },
	{ "gsm-dcs-1800", 128 },
	{ "gsm-900-extended", 256 },
	{ "gsm-900-primary", 512 },
	{ "bc-6", 1024 },
	{ "bc-7", 2048 },
	{ "bc-8", 4096 },
	{ "bc-9", 8192 },
	{ "bc-10", 16384 },
	{ "bc-11", 32768 },
	{ "gsm-450", 65536 },
	{ "gsm-480", 131072 },
	{ "gsm-750", 262144 },
	{ "gsm-850", 524288 },
	{ "gsm-900-railways", 1048576 },
	{ "gsm-pcs-1900", 2097152 },
	{ "wcdma-2100", 4194304 },
	{ "wcdma-pcs-1900", 8388608 },
	{ "wcdma-dcs-1800", 16777216 },
	{ "wcdma-1700-us", 33554432 },
	{ "wcdma-850-us", 67108864 },
	{ "wcdma-800", 134217728 },
	{ "bc-12", 268435456 },
	{ "bc-14", 536870912 },
	{ "bc-15", 0x80000000u },
	{ "wcdma-2600", 0x1000000000000ull },
	{ "wcdma-900", 0x2000000000000ull },
	{ "wcdma-1700-japan", 0x4000000000000ull },
	{ "bc-16", 0x100000000000000ull },
	{ "bc-17", 0x200000000000000ull },
	{ "bc-18", 0x400000000000000ull },
	{ "bc-19", 0x800000000000000ull },
	{ "wcdma-850-japan", 0x1000000000000000ull },
	{ "wcdma-1500", 0x2000000000000000ull },
};

static const struct enum_value nas_cdma_prl_preference[] = {
	{ "a-side-only", 1 },
	{ "b-side-only", 2 },
	{ "any", 16383 },
};

static const struct enum_value nas_change_duration[] = {
	{ "power-cycle", 0 },
	{ "permanent", 1 },
};

static const struct enum_value nas_gsm_wcdma_acquisition_order_preference[] = {
	{ "automatic", 0 },
	{ "gsm", 1 },
	{ "wcdma", 2 },
};

static const struct enum_value nas_lte_band_preference[] = {
	{ "1", 1 },
	{ "2", 2 },
	{ "3", 4 },
	{ "4", 8 },
	{ "5", 16 },
	{ "6", 32 },
	{ "7", 64 },
	{ "8", 128 },
	{ "9", 256 },
	{ "10", 512 },
	{ "11", 1024 },
	{ "12", 2048 },
	{ "13", 4096 },
	{ "14", 8192 },
	{ "17", 65536 },
	{ "18", 131072 },
	{ "19", 262144 },
	{ "20", 524288 },
	{ "21", 1048576 },
	{ "24", 8388608 },
	{ "25", 16777216 },
	{ "26", 33554432 },
	{ "27", 67108864 },
	{ "28", 134217728 },
	{ "29", 268435456 },
	{ "30", 536870912 },
	{ "31", 1073741824 },
	{ "32", 0x80000000u },
	{ "33", 0x100000000ull },
	{ "34", 0x200000000ull },
	{ "35", 0x400000000ull },
	{ "36", 0x800000000ull },
	{ "37", 0x1000000000ull },
	{ "38", 0x2000000000ull },
	{ "39", 0x4000000000ull },
	{ "40", 0x8000000000ull },
	{ "41", 0x10000000000ull },
	{ "42", 0x20000000000ull },
	{ "43", 0x40000000000ull },
};

static const struct enum_value nas_network_register_type[] = {
	{ "automatic", 1 },
	{ "manual", 2 },
};

static const struct enum_value nas_network_scan_type[] = {
	{ "gsm", 1 },
	{ "umts", 2 },
	{ "lte", 4 },
	{ "td-scdma", 8 },
};

static const struct enum_value nas_network_selection_preference[] = {
	{ "automatic", 0 },
	{ "manual", 1 },
};

static const struct enum_value nas_network_selection_registration_restriction[] = {
	{ "unrestricted", 0 },
	{ "camped-only", 1 },
	{ "limited", 2 },
};

static const struct enum_value nas_preference_duration[] = {
	{ "permanent", 0 },
	{ "power-cycle", 1 },
	{ "one-call", 2 },
	{ "one-call-or-time", 3 },
	{ "internal-one-call-1", 4 },
	{ "internal-one-call-2", 5 },
	{ "internal-one-call-3", 6 },
};

static const struct enum_value nas_ps_attach_action[] = {
	{ "attach", 1 },
	{ "detach", 2 },
};

static const struct enum_value nas_radio_interface[] = {
	{ "unknown", UINT64_MAX },
	{ "none", 0 },
	{ "cdma-1x", 1 },
	{ "cdma-1xevdo", 2 },
	{ "amps", 3 },
	{ "gsm", 4 },
	{ "umts", 5 },
	{ "lte", 8 },
	{ "td-scdma", 9 },
	{ "5gnr", 12 },
};

static const struct enum_value nas_radio_technology_preference[] = {
	{ "auto", 0 },
	{ "3gpp2", 1 },
	{ "3gpp", 2 },
	{ "amps-or-gsm", 4 },
	{ "cdma-or-wcdma", 8 },
	{ "hdr", 16 },
	{ "lte", 32 },
};

static const struct enum_value nas_rat_mode_preference[] = {
	{ "cdma-1x", 1 },
	{ "cdma-1xevdo", 2 },
	{ "gsm", 4 },
	{ "umts", 8 },
	{ "lte", 16 },
	{ "td-scdma", 32 },
	{ "5gnr", 64 },
};

static const struct enum_value nas_roaming_preference[] = {
	{ "off", 1 },
	{ "not-off", 2 },
	{ "not-flashing", 3 },
	{ "any", 255 },
};

static const struct enum_value nas_service_domain_preference[] = {
	{ "cs-only", 0 },
	{ "ps-only", 1 },
	{ "cs-ps", 2 },
	{ "ps-attach", 3 },
	{ "ps-detach", 4 },
};

static const struct enum_value nas_signal_strength_request[] = {
	{ "none", 0 },
	{ "rssi", 1 },
	{ "ecio", 2 },
	{ "io", 4 },
	{ "sinr", 8 },
	{ "error-rate", 16 },
	{ "rsrq", 32 },
	{ "lte-snr", 64 },
	{ "lte-rsrp", 128 },
};

static const struct enum_value nas_td_scdma_band_preference[] = {
	{ "a", 1 },
	{ "b", 2 },
	{ "c", 4 },
	{ "d", 8 },
	{ "e", 16 },
	{ "f", 32 },
};

static const struct enum_value nas_usage_preference[] = {
	{ "unknown", 0 },
	{ "voice-centric", 1 },
	{ "data-centric", 2 },
};

static const struct enum_value nas_voice_domain_preference[] = {
	{ "cs-only", 0 },
	{ "ps-only", 1 },
	{ "cs-preferred", 2 },
	{ "ps-preferred", 3 },
};

static const struct enum_value oma_session_type[] = {
	{ "client-initiated-device-configure", 0 },
	{ "client-initiated-prl-update", 1 },
	{ "client-initiated-hands-free-activation", 2 },
	{ "device-initiated-hands-free-activation", 3 },
	{ "network-initiated-prl-update", 4 },
	{ "network-initiated-device-configure", 5 },
	{ "device-initiated-prl-update", 6 },
};

static const struct enum_value pbm_event_registration_flag[] = {
	{ "record-update", 1 },
	{ "phonebook-ready", 2 },
	{ "emergency-number-list", 4 },
	{ "hidden-record-status", 8 },
	{ "aas-update", 16 },
	{ "gas-update", 32 },
};

static const struct enum_value pbm_phonebook_type[] = {
	{ "adn", 1 },
	{ "fdn", 2 },
	{ "msisdn", 4 },
	{ "mbdn", 8 },
	{ "sdn", 16 },
	{ "bdn", 32 },
	{ "lnd", 64 },
	{ "mbn", 128 },
};

static const struct enum_value pbm_session_type[] = {
	{ "gw-primary", 0 },
	{ "1x-primary", 1 },
	{ "gw-secondary", 2 },
	{ "1x-secondary", 3 },
	{ "nonprovisioning-slot-1", 4 },
	{ "nonprovisioning-slot-2", 5 },
	{ "global-phonebook-slot-1", 6 },
	{ "global-phonebook-slot-2", 7 },
};

static const struct enum_value pdc_configuration_type[] = {
	{ "platform", 0 },
	{ "software", 1 },
};

static const struct enum_value pds_network_mode[] = {
	{ "umts", 0 },
	{ "cdma", 1 },
};

static const struct enum_value pds_operating_mode[] = {
	{ "standalone", 0 },
	{ "ms-based", 1 },
	{ "ms-assisted", 2 },
};

static const struct enum_value sar_rf_state[] = {
	{ "0", 0 },
	{ "1", 1 },
	{ "2", 2 },
	{ "3", 3 },
	{ "4", 4 },
	{ "5", 5 },
	{ "6", 6 },
	{ "7", 7 },
	{ "8", 8 },
	{ "9", 9 },
	{ "10", 10 },
	{ "11", 11 },
	{ "12", 12 },
	{ "13", 13 },
	{ "14", 14 },
	{ "15", 15 },
	{ "16", 16 },
	{ "17", 17 },
	{ "18", 18 },
	{ "19", 19 },
	{ "20", 20 },
};

static const struct enum_value service[] = {
	{ "unknown", UINT64_MAX },
	{ "ctl", 0 },
	{ "wds", 1 },
	{ "dms", 2 },
	{ "nas", 3 },
	{ "qos", 4 },
	{ "wms", 5 },
	{ "pds", 6 },
	{ "auth", 7 },
	{ "at", 8 },
	{ "voice", 9 },
	{ "cat2", 10 },
	{ "uim", 11 },
	{ "pbm", 12 },
	{ "qchat", 13 },
	{ "rmtfs", 14 },
	{ "test", 15 },
	{ "loc", 16 },
	{ "sar", 17 },
	{ "ims", 18 },
	{ "adc", 19 },
	{ "csd", 20 },
	{ "mfs", 21 },
	{ "time", 22 },
	{ "ts", 23 },
	{ "tmd", 24 },
	{ "sap", 25 },
	{ "wda", 26 },
	{ "tsync", 27 },
	{ "rfsa", 28 },
	{ "csvt", 29 },
	{ "qcmap", 30 },
	{ "imsp", 31 },
	{ "imsvt", 32 },
	{ "imsa", 33 },
	{ "coex", 34 },
	{ "pdc", 36 },
	{ "stx", 38 },
	{ "bit", 39 },
	{ "imsrtp", 40 },
	{ "rfrpe", 41 },
	{ "dsd", 42 },
	{ "ssctl", 43 },
	{ "dpm", 47 },
	{ "cat", 224 },
	{ "rms", 225 },
	{ "oma", 226 },
	{ "fox", 227 },
	{ "fota", 230 },
	{ "gms", 231 },
	{ "gas", 232 },
};

static const struct enum_value sio_port[] = {
	{ "none", 0 },
	{ "a2-mux-rmnet0", 3588 },
	{ "a2-mux-rmnet1", 3589 },
	{ "a2-mux-rmnet2", 3590 },
	{ "a2-mux-rmnet3", 3591 },
	{ "a2-mux-rmnet4", 3592 },
	{ "a2-mux-rmnet5", 3593 },
	{ "a2-mux-rmnet6", 3594 },
	{ "a2-mux-rmnet7", 3595 },
};

static const struct enum_value uim_card_application_personalization_feature[] = {
	{ "gw-network", 0 },
	{ "gw-network-subset", 1 },
	{ "gw-service-provider", 2 },
	{ "gw-corporate", 3 },
	{ "gw-uim", 4 },
	{ "1x-network-type-1", 5 },
	{ "1x-network-type-2", 6 },
	{ "1x-hrpd", 7 },
	{ "1x-service-provider", 8 },
	{ "1x-corporate", 9 },
	{ "1x-ruim", 10 },
	{ "unknown", 11 },
};

static const struct enum_value uim_configuration[] = {
	{ "automatic-selection", 1 },
	{ "personalization-status", 2 },
	{ "halt-subscription", 4 },
};

static const struct enum_value uim_depersonalization_operation[] = {
	{ "deactivate", 0 },
	{ "unblock", 1 },
};

static const struct enum_value uim_event_registration_flag[] = {
	{ "card-status", 1 },
	{ "sap-connection", 2 },
	{ "extended-card-status", 4 },
	{ "physical-slot-status", 16 },
};

static const struct enum_value uim_pin_id[] = {
	{ "unknown", 0 },
	{ "pin1", 1 },
	{ "pin2", 2 },
	{ "upin", 3 },
	{ "hidden-key", 4 },
};

static const struct enum_value uim_session_type[] = {
	{ "primary-gw-provisioning", 0 },
	{ "primary-1x-provisioning", 1 },
	{ "secondary-gw-provisioning", 2 },
	{ "secondary-1x-provisioning", 3 },
	{ "nonprovisioning-slot-1", 4 },
	{ "nonprovisioning-slot-2", 5 },
	{ "card-slot-1", 6 },
	{ "card-slot-2", 7 },
	{ "logical-channel-slot-1", 8 },
	{ "logical-channel-slot-2", 9 },
	{ "tertiary-gw-provisioning", 10 },
	{ "tertiary-1x-provisioning", 11 },
	{ "quaternary-gw-provisioning", 12 },
	{ "quaternary-1x-provisioning", 13 },
	{ "quinary-gw-provisioning", 14 },
	{ "quinary-1x-provisioning", 15 },
	{ "nonprovisioning-slot-3", 16 },
	{ "nonprovisioning-slot-4", 17 },
	{ "nonprovisioning-slot-5", 18 },
	{ "card-slot-3", 19 },
	{ "card-slot-4", 20 },
	{ "card-slot-5", 21 },
	{ "logical-channel-slot-3", 22 },
	{ "logical-channel-slot-4", 23 },
	{ "logical-channel-slot-5", 24 },
};

static const struct enum_value voice_supplementary_service_action[] = {
	{ "activate", 1 },
	{ "deactivate", 2 },
	{ "register", 3 },
	{ "erase", 4 },
};

static const struct enum_value voice_supplementary_service_reason[] = {
	{ "forward-unconditional", 1 },
	{ "forward-mobile-busy", 2 },
	{ "forward-no-reply", 3 },
	{ "forward-unreachable", 4 },
	{ "forward-all", 5 },
	{ "forward-all-conditional", 6 },
	{ "all-outgoing", 7 },
	{ "outgoing-internal", 8 },
	{ "outgoing-internal-external-to-home", 9 },
	{ "all-incoming", 10 },
	{ "incoming-roaming", 11 },
	{ "bar-all", 12 },
	{ "bar-all-outgoing", 13 },
	{ "bar-all-incoming", 14 },
	{ "call-waiting", 15 },
};

static const struct enum_value voice_supplementary_service_type[] = {
	{ "release-held-or-waiting", 1 },
	{ "release-active-accept-held-or-waiting", 2 },
	{ "hold-active-accept-waiting-or-held", 3 },
	{ "hold-all-except-specified-call", 4 },
	{ "make-conference-call", 5 },
	{ "explicit-call-transfer", 6 },
	{ "ccbs-activation", 7 },
	{ "end-all-calls", 8 },
	{ "release-specified-call", 9 },
	{ "local-hold", 10 },
	{ "local-unhold", 11 },
};

static const struct enum_value voice_uss_data_coding_scheme[] = {
	{ "unknown", 0 },
	{ "ascii", 1 },
	{ "8bit", 2 },
	{ "ucs2", 3 },
};

static const struct enum_value wda_data_aggregation_protocol[] = {
	{ "disabled", 0 },
	{ "tlp", 1 },
	{ "qc-ncm", 2 },
	{ "mbim", 3 },
	{ "rndis", 4 },
	{ "qmap", 5 },
	{ "qmapv2", 6 },
	{ "qmapv3", 7 },
	{ "qmapv4", 8 },
	{ "qmapv5", 9 },
};

static const struct enum_value wda_link_layer_protocol[] = {
	{ "unknown", 0 },
	{ "802-3", 1 },
	{ "raw-ip", 2 },
};

static const struct enum_value wds_apn_type_mask[] = {
	{ "default", 1 },
	{ "ims", 2 },
	{ "mms", 4 },
	{ "fota", 64 },
	{ "ia", 256 },
	{ "emergency", 512 },
};

static const struct enum_value wds_attach_pdn_list_action[] = {
	{ "none", 1 },
	{ "detach-or-pdn-disconnect", 2 },
};

static const struct enum_value wds_authentication[] = {
	{ "none", 0 },
	{ "pap", 1 },
	{ "chap", 2 },
};

static const struct enum_value wds_autoconnect_setting[] = {
	{ "disabled", 0 },
	{ "enabled", 1 },
	{ "paused", 2 },
};

static const struct enum_value wds_autoconnect_setting_roaming[] = {
	{ "allowed", 0 },
	{ "home-only", 1 },
};

static const struct enum_value wds_call_type[] = {
	{ "laptop", 0 },
	{ "embedded", 1 },
};

static const struct enum_value wds_client_type[] = {
	{ "tethered", 1 },
	{ "undefined", 255 },
};

static const struct enum_value wds_data_system_network_type[] = {
	{ "3gpp", 0 },
	{ "3gpp2", 1 },
};

static const struct enum_value wds_delivery_order[] = {
	{ "subscribe", 0 },
	{ "on", 1 },
	{ "off", 2 },
};

static const struct enum_value wds_extended_technology_preference[] = {
	{ "cdma", 32769 },
	{ "umts", 32772 },
	{ "epc", 34944 },
	{ "embms", 34946 },
	{ "modem-link-local", 34952 },
};

static const struct enum_value wds_ip_family[] = {
	{ "unknown", 0 },
	{ "ipv4", 4 },
	{ "ipv6", 6 },
	{ "unspecified", 8 },
};

static const struct enum_value wds_packet_statistics_mask_flag[] = {
	{ "tx-packets-ok", 1 },
	{ "rx-packets-ok", 2 },
	{ "tx-packets-error", 4 },
	{ "rx-packets-error", 8 },
	{ "tx-overflows", 16 },
	{ "rx-overflows", 32 },
	{ "tx-bytes-ok", 64 },
	{ "rx-bytes-ok", 128 },
	{ "tx-packets-dropped", 256 },
	{ "rx-packets-dropped", 512 },
};

static const struct enum_value wds_pdp_data_compression_type[] = {
	{ "off", 0 },
	{ "manufacturer-preferred", 1 },
	{ "v42bis", 2 },
	{ "v44", 3 },
};

static const struct enum_value wds_pdp_header_compression_type[] = {
	{ "off", 0 },
	{ "manufacturer-preferred", 1 },
	{ "rfc1144", 2 },
	{ "rfc2507", 3 },
	{ "rfc3095", 4 },
};

static const struct enum_value wds_pdp_type[] = {
	{ "ipv4", 0 },
	{ "ppp", 1 },
	{ "ipv6", 2 },
	{ "ipv4-or-ipv6", 3 },
};

static const struct enum_value wds_profile_family[] = {
	{ "embedded", 0 },
	{ "tethered", 1 },
};

static const struct enum_value wds_profile_type[] = {
	{ "3gpp", 0 },
	{ "3gpp2", 1 },
};

static const struct enum_value wds_qos_class_identifier[] = {
	{ "network-assign", 0 },
	{ "guaranteed-bitrate1", 1 },
	{ "guaranteed-bitrate2", 2 },
	{ "guaranteed-bitrate3", 3 },
	{ "guaranteed-bitrate4", 4 },
	{ "non-guaranteed-bitrate5", 5 },
	{ "non-guaranteed-bitrate6", 6 },
	{ "non-guaranteed-bitrate7", 7 },
	{ "non-guaranteed-bitrate8", 8 },
};

static const struct enum_value wds_requested_settings[] = {
	{ "none", 0 },
	{ "profile-id", 1 },
	{ "profile-name", 2 },
	{ "pdp-type", 4 },
	{ "apn-name", 8 },
	{ "dns-address", 16 },
	{ "granted-qos", 32 },
	{ "username", 64 },
	{ "auth-protocol", 128 },
	{ "ip-address", 256 },
	{ "gateway-info", 512 },
	{ "pcscf-address", 1024 },
	{ "pcscf-server-address-list", 2048 },
	{ "pcscf-domain-name-list", 4096 },
	{ "mtu", 8192 },
	{ "domain-name-list", 16384 },
	{ "ip-family", 32768 },
	{ "imcn-flag", 65536 },
	{ "extended-technology", 131072 },
	{ "operator-reserved-pco", 262144 },
};

static const struct enum_value wds_sdu_erroneous_delivery[] = {
	{ "subscribe", 0 },
	{ "no-detection", 1 },
	{ "enabled", 2 },
	{ "disabled", 3 },
};

static const struct enum_value wds_sdu_error_ratio[] = {
	{ "subscribe", 0 },
	{ "1e2", 1 },
	{ "7e3", 2 },
	{ "1e3", 3 },
	{ "1e4", 4 },
	{ "1e5", 5 },
	{ "1e6", 6 },
	{ "1e1", 7 },
};

static const struct enum_value wds_sdu_residual_bit_error_ratio[] = {
	{ "subscribe", 0 },
	{ "5e2", 1 },
	{ "1e2", 2 },
	{ "5e3", 3 },
	{ "4e3", 4 },
	{ "1e3", 5 },
	{ "1e4", 6 },
	{ "1e5", 7 },
	{ "1e6", 8 },
	{ "6e8", 9 },
};

static const struct enum_value wds_set_event_report_transfer_statistics[] = {
	{ "tx-packets-ok", 1 },
	{ "rx-packets-ok", 2 },
	{ "tx-packets-error", 4 },
	{ "rx-packets-error", 8 },
	{ "tx-overflows", 16 },
	{ "rx-overflows", 32 },
	{ "tx-bytes-ok", 64 },
	{ "rx-bytes-ok", 128 },
	{ "tx-packets-dropped", 256 },
	{ "rx-packets-dropped", 512 },
};

static const struct enum_value wds_technology_preference[] = {
	{ "3gpp", 1 },
	{ "3gpp2", 2 },
};

static const struct enum_value wds_traffic_class[] = {
	{ "subscribed", 0 },
	{ "conversational", 1 },
	{ "streaming", 2 },
	{ "interactive", 3 },
	{ "background", 4 },
};

static const struct enum_value wms_cdma_cause_code[] = {
	{ "network-address-vacant", 0 },
	{ "network-address-translation-failure", 1 },
	{ "network-resource-shortage", 2 },
	{ "network-failure", 3 },
	{ "network-invalid-teleservice-id", 4 },
	{ "network-other", 5 },
	{ "destination-no-page-response", 32 },
	{ "destination-busy", 33 },
	{ "destination-no-ack", 34 },
	{ "destination-resource-shortage", 35 },
	{ "destination-sms-delivery-postponed", 36 },
	{ "destination-out-of-service", 37 },
	{ "destination-not-at-address", 38 },
	{ "destination-other", 39 },
	{ "radio-interface-resource-shortage", 64 },
	{ "radio-interface-incompatibility", 65 },
	{ "radio-interface-other", 66 },
	{ "general-encoding", 96 },
	{ "general-sms-origin-denied", 97 },
	{ "general-sms-destination-denied", 98 },
	{ "general-supplementary-service-not-supported", 99 },
	{ "general-sms-not-supported", 100 },
	{ "general-missing-expected-parameter", 101 },
	{ "general-missing-mandatory-parameter", 102 },
	{ "general-unrecognized-parameter-value", 103 },
	{ "general-unexpected-parameter-value", 104 },
	{ "general-user-data-size-error", 105 },
	{ "general-other", 106 },
};

static const struct enum_value wms_cdma_error_class[] = {
	{ "temporary", 0 },
	{ "permanent", 1 },
	{ "temporary-device", 2 },
	{ "permanent-device", 3 },
};

static const struct enum_value wms_cdma_service_option[] = {
	{ "auto", 0 },
	{ "6", 6 },
	{ "14", 14 },
};

static const struct enum_value wms_gsm_umts_rp_cause[] = {
	{ "unassigned-number", 1 },
	{ "operator-determined-barring", 8 },
	{ "call-barred", 10 },
	{ "reserved", 11 },
	{ "sms-transfer-rejected", 21 },
	{ "memory-capacity-exceeded", 22 },
	{ "destination-out-of-order", 27 },
	{ "unidentified-subscriber", 28 },
	{ "facility-rejected", 29 },
	{ "unknown-subscriber", 30 },
	{ "network-ouf-of-order", 32 },
	{ "temporary-failure", 33 },
	{ "congestion", 42 },
	{ "resources-unavailable", 47 },
	{ "facility-not-subscribed", 50 },
	{ "facility-not-implemented", 69 },
	{ "invalid-sms-transfer-reference-value", 81 },
	{ "semantically-incorrect-message", 95 },
	{ "invalid-mandatory-info", 96 },
	{ "message-type-not-implemented", 97 },
	{ "message-not-compatible-with-sms", 98 },
	{ "information-element-not-implemented", 99 },
	{ "protocol-error", 111 },
	{ "interworking", 127 },
};

static const struct enum_value wms_gsm_umts_tp_cause[] = {
	{ "tele-interworking-not-supported", 128 },
	{ "short-message-type-0-not-supported", 129 },
	{ "short-message-cannot-be-replaced", 130 },
	{ "unspecified-pid-error", 143 },
	{ "dcs-not-supported", 144 },
	{ "message-class-not-supported", 145 },
	{ "unspecified-dcs-error", 159 },
	{ "command-cannot-be-actioned", 160 },
	{ "command-unsupported", 161 },
	{ "unspecified-command-error", 175 },
	{ "tpdu-not-supported", 176 },
	{ "sc-busy", 192 },
	{ "no-sc-subscription", 193 },
	{ "sc-system-failure", 194 },
	{ "invalid-sme-address", 195 },
	{ "destination-sme-barred", 196 },
	{ "sm-rejected-or-duplicate", 197 },
	{ "vpf-not-supported", 198 },
	{ "vp-not-supported", 199 },
	{ "sim-sms-storage-full", 208 },
	{ "no-sms-storage-capability-in-sim", 209 },
	{ "ms-error", 210 },
	{ "memory-capacity-exceeded", 211 },
	{ "sim-application-toolkit-busy", 212 },
	{ "sim-data-download-error", 213 },
	{ "unspecified-error", 255 },
};

static const struct enum_value wms_message_format[] = {
	{ "cdma", 0 },
	{ "gsm-wcdma-point-to-point", 6 },
	{ "gsm-wcdma-broadcast", 7 },
	{ "mwi", 8 },
};

static const struct enum_value wms_message_mode[] = {
	{ "cdma", 0 },
	{ "gsm-wcdma", 1 },
};

static const struct enum_value wms_message_protocol[] = {
	{ "cdma", 0 },
	{ "wcdma", 1 },
};

static const struct enum_value wms_message_tag_type[] = {
	{ "mt-read", 0 },
	{ "mt-not-read", 1 },
	{ "mo-sent", 2 },
	{ "mo-not-sent", 3 },
};

static const struct enum_value wms_storage_type[] = {
	{ "uim", 0 },
	{ "nv", 1 },
	{ "none", 255 },
};

static const struct enum_value wms_transfer_indication[] = {
	{ "client", 1 },
};

const struct enum_def schema_enums[] = {
	{ "ctl-data-format", ctl_data_format, COUNT(ctl_data_format) },
	{ "ctl-data-link-protocol", ctl_data_link_protocol, COUNT(ctl_data_link_protocol) },
	{ "data-endpoint-type", data_endpoint_type, COUNT(data_endpoint_type) },
	{ "dms-boot-image-download-mode", dms_boot_image_download_mode, COUNT(dms_boot_image_download_mode) },
	{ "dms-firmware-image-type", dms_firmware_image_type, COUNT(dms_firmware_image_type) },
	{ "dms-foxconn-device-mode", dms_foxconn_device_mode, COUNT(dms_foxconn_device_mode) },
	{ "dms-foxconn-firmware-version-type", dms_foxconn_firmware_version_type, COUNT(dms_foxconn_firmware_version_type) },
	{ "dms-hp-device-mode", dms_hp_device_mode, COUNT(dms_hp_device_mode) },
	{ "dms-mac-type", dms_mac_type, COUNT(dms_mac_type) },
	{ "dms-operating-mode", dms_operating_mode, COUNT(dms_operating_mode) },
	{ "dms-swi-usb-composition", dms_swi_usb_composition, COUNT(dms_swi_usb_composition) },
	{ "dms-time-reference-type", dms_time_reference_type, COUNT(dms_time_reference_type) },
	{ "dms-uim-facility", dms_uim_facility, COUNT(dms_uim_facility) },
	{ "dms-uim-facility-state", dms_uim_facility_state, COUNT(dms_uim_facility_state) },
	{ "dms-uim-pin-id", dms_uim_pin_id, COUNT(dms_uim_pin_id) },
	{ "dsd-apn-type", dsd_apn_type, COUNT(dsd_apn_type) },
	{ "fox-firmware-version-type", fox_firmware_version_type, COUNT(fox_firmware_version_type) },
	{ "gas-firmware-listing-mode", gas_firmware_listing_mode, COUNT(gas_firmware_listing_mode) },
	{ "gas-usb-composition-endpoint-type", gas_usb_composition_endpoint_type, COUNT(gas_usb_composition_endpoint_type) },
	{ "loc-delete-cell-database", loc_delete_cell_database, COUNT(loc_delete_cell_database) },
	{ "loc-delete-clock-info", loc_delete_clock_info, COUNT(loc_delete_clock_info) },
	{ "loc-delete-gnss-data", loc_delete_gnss_data, COUNT(loc_delete_gnss_data) },
	{ "loc-event-registration-flag", loc_event_registration_flag, COUNT(loc_event_registration_flag) },
	{ "loc-fix-recurrence-type", loc_fix_recurrence_type, COUNT(loc_fix_recurrence_type) },
	{ "loc-intermediate-report-state", loc_intermediate_report_state, COUNT(loc_intermediate_report_state) },
	{ "loc-lock-type", loc_lock_type, COUNT(loc_lock_type) },
	{ "loc-nmea-type", loc_nmea_type, COUNT(loc_nmea_type) },
	{ "loc-operation-mode", loc_operation_mode, COUNT(loc_operation_mode) },
	{ "loc-predicted-orbits-data-format", loc_predicted_orbits_data_format, COUNT(loc_predicted_orbits_data_format) },
	{ "loc-reliability", loc_reliability, COUNT(loc_reliability) },
	{ "loc-server-address-type", loc_server_address_type, COUNT(loc_server_address_type) },
	{ "loc-server-type", loc_server_type, COUNT(loc_server_type) },
	{ "nas-band-preference", nas_band_preference, COUNT(nas_band_preference) },
	{ "nas-cdma-prl-preference", nas_cdma_prl_preference, COUNT(nas_cdma_prl_preference) },
	{ "nas-change-duration", nas_change_duration, COUNT(nas_change_duration) },
	{ "nas-gsm-wcdma-acquisition-order-preference", nas_gsm_wcdma_acquisition_order_preference, COUNT(nas_gsm_wcdma_acquisition_order_preference) },
	{ "nas-lte-band-preference", nas_lte_band_preference, COUNT(nas_lte_band_preference) },
	{ "nas-network-register-type", nas_network_register_type, COUNT(nas_network_register_type) },
	{ "nas-network-scan-type", nas_network_scan_type, COUNT(nas_network_scan_type) },
	{ "nas-network-selection-preference", nas_network_selection_preference, COUNT(nas_network_selection_preference) },
	{ "nas-network-selection-registration-restriction", nas_network_selection_registration_restriction, COUNT(nas_network_selection_registration_restriction) },
	{ "nas-preference-duration", nas_preference_duration, COUNT(nas_preference_duration) },
	{ "nas-ps-attach-action", nas_ps_attach_action, COUNT(nas_ps_attach_action) },
	{ "nas-radio-interface", nas_radio_interface, COUNT(nas_radio_interface) },
	{ "nas-radio-technology-preference", nas_radio_technology_preference, COUNT(nas_radio_technology_preference) },
	{ "nas-rat-mode-preference", nas_rat_mode_preference, COUNT(nas_rat_mode_preference) },
	{ "nas-roaming-preference", nas_roaming_preference, COUNT(nas_roaming_preference) },
	{ "nas-service-domain-preference", nas_service_domain_preference, COUNT(nas_service_domain_preference) },
	{ "nas-signal-strength-request", nas_signal_strength_request, COUNT(nas_signal_strength_request) },
	{ "nas-td-scdma-band-preference", nas_td_scdma_band_preference, COUNT(nas_td_scdma_band_preference) },
	{ "nas-usage-preference", nas_usage_preference, COUNT(nas_usage_preference) },
	{ "nas-voice-domain-preference", nas_voice_domain_preference, COUNT(nas_voice_domain_preference) },
	{ "oma-session-type", oma_session_type, COUNT(oma_session_type) },
	{ "pbm-event-registration-flag", pbm_event_registration_flag, COUNT(pbm_event_registration_flag) },
	{ "pbm-phonebook-type", pbm_phonebook_type, COUNT(pbm_phonebook_type) },
	{ "pbm-session-type", pbm_session_type, COUNT(pbm_session_type) },
	{ "pdc-configuration-type", pdc_configuration_type, COUNT(pdc_configuration_type) },
	{ "pds-network-mode", pds_network_mode, COUNT(pds_network_mode) },
	{ "pds-operating-mode", pds_operating_mode, COUNT(pds_operating_mode) },
	{ "sar-rf-state", sar_rf_state, COUNT(sar_rf_state) },
	{ "service", service, COUNT(service) },
	{ "sio-port", sio_port, COUNT(sio_port) },
	{ "uim-card-application-personalization-feature", uim_card_application_personalization_feature, COUNT(uim_card_application_personalization_feature) },
	{ "uim-configuration", uim_configuration, COUNT(uim_configuration) },
	{ "uim-depersonalization-operation", uim_depersonalization_operation, COUNT(uim_depersonalization_operation) },
	{ "uim-event-registration-flag", uim_event_registration_flag, COUNT(uim_event_registration_flag) },
	{ "uim-pin-id", uim_pin_id, COUNT(uim_pin_id) },
	{ "uim-session-type", uim_session_type, COUNT(uim_session_type) },
	{ "voice-supplementary-service-action", voice_supplementary_service_action, COUNT(voice_supplementary_service_action) },
	{ "voice-supplementary-service-reason", voice_supplementary_service_reason, COUNT(voice_supplementary_service_reason) },
	{ "voice-supplementary-service-type", voice_supplementary_service_type, COUNT(voice_supplementary_service_type) },
	{ "voice-uss-data-coding-scheme", voice_uss_data_coding_scheme, COUNT(voice_uss_data_coding_scheme) },
	{ "wda-data-aggregation-protocol", wda_data_aggregation_protocol, COUNT(wda_data_aggregation_protocol) },
	{ "wda-link-layer-protocol", wda_link_layer_protocol, COUNT(wda_link_layer_protocol) },
	{ "wds-apn-type-mask", wds_apn_type_mask, COUNT(wds_apn_type_mask) },
	{ "wds-attach-pdn-list-action", wds_attach_pdn_list_action, COUNT(wds_attach_pdn_list_action) },
	{ "wds-authentication", wds_authentication, COUNT(wds_authentication) },
	{ "wds-autoconnect-setting", wds_autoconnect_setting, COUNT(wds_autoconnect_setting) },
	{ "wds-autoconnect-setting-roaming", wds_autoconnect_setting_roaming, COUNT(wds_autoconnect_setting_roaming) },
	{ "wds-call-type", wds_call_type, COUNT(wds_call_type) },
	{ "wds-client-type", wds_client_type, COUNT(wds_client_type) },
	{ "wds-data-system-network-type", wds_data_system_network_type, COUNT(wds_data_system_network_type) },
	{ "wds-delivery-order", wds_delivery_order, COUNT(wds_delivery_order) },
	{ "wds-extended-technology-preference", wds_extended_technology_preference, COUNT(wds_extended_technology_preference) },
	{ "wds-ip-family", wds_ip_family, COUNT(wds_ip_family) },
	{ "wds-packet-statistics-mask-flag", wds_packet_statistics_mask_flag, COUNT(wds_packet_statistics_mask_flag) },
	{ "wds-pdp-data-compression-type", wds_pdp_data_compression_type, COUNT(wds_pdp_data_compression_type) },
	{ "wds-pdp-header-compression-type", wds_pdp_header_compression_type, COUNT(wds_pdp_header_compression_type) },
	{ "wds-pdp-type", wds_pdp_type, COUNT(wds_pdp_type) },
	{ "wds-profile-family", wds_profile_family, COUNT(wds_profile_family) },
	{ "wds-profile-type", wds_profile_type, COUNT(wds_profile_type) },
	{ "wds-qos-class-identifier", wds_qos_class_identifier, COUNT(wds_qos_class_identifier) },
	{ "wds-requested-settings", wds_requested_settings, COUNT(wds_requested_settings) },
	{ "wds-sdu-erroneous-delivery", wds_sdu_erroneous_delivery, COUNT(wds_sdu_erroneous_delivery) },
	{ "wds-sdu-error-ratio", wds_sdu_error_ratio, COUNT(wds_sdu_error_ratio) },
	{ "wds-sdu-residual-bit-error-ratio", wds_sdu_residual_bit_error_ratio, COUNT(wds_sdu_residual_bit_error_ratio) },
	{ "wds-set-event-report-transfer-statistics", wds_set_event_report_transfer_statistics, COUNT(wds_set_event_report_transfer_statistics) },
	{ "wds-technology-preference", wds_technology_preference, COUNT(wds_technology_preference) },
	{ "wds-traffic-class", wds_traffic_class, COUNT(wds_traffic_class) },
	{ "wms-cdma-cause-code", wms_cdma_cause_code, COUNT(wms_cdma_cause_code) },
	{ "wms-cdma-error-class", wms_cdma_error_class, COUNT(wms_cdma_error_class) },
	{ "wms-cdma-service-option", wms_cdma_service_option, COUNT(wms_cdma_service_option) },
	{ "wms-gsm-umts-rp-cause", wms_gsm_umts_rp_cause, COUNT(wms_gsm_umts_rp_cause) },
	{ "wms-gsm-umts-tp-cause", wms_gsm_umts_tp_cause, COUNT(wms_gsm_umts_tp_cause) },
	{ "wms-message-format", wms_message_format, COUNT(wms_message_format) },
	{ "wms-message-mode", wms_message_mode, COUNT(wms_message_mode) },
	{ "wms-message-protocol", wms_message_protocol, COUNT(wms_message_protocol) },
	{ "wms-message-tag-type", wms_message_tag_type, COUNT(wms_message_tag_type) },
	{ "wms-storage-type", wms_storage_type, COUNT(wms_storage_type) },
	{ "wms-transfer-indication", wms_transfer_indication, COUNT(wms_transfer_indication) },
};

const size_t schema_enum_count = COUNT(schema_enums);
