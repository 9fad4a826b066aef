/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the simulated modem answers: a row per message, "service.message tlv=value ..". A row with
 * no values is a success that says nothing more. All numbers and names are made up: the network is
 * the test network 001/01.
 */
#include <stdio.h>
#include <string.h>

#include "answers.h"

static const char *const ctl_rows[] = {
	/* Some services here are ones that no client knows: real modems list such (0x2d and on). */
	"ctl.get-version-info service-list=[(0,1,5),(1,1,67),(2,1,14),(3,1,25),(4,1,5),(5,1,10),"
	"(6,1,18),(7,1,3),(9,2,1),(10,1,4),(11,1,46),(12,1,4),(16,2,0),(17,1,0),(18,1,0),(26,1,16),"
	"(36,1,0),(42,1,0),(45,1,0),(47,1,0),(48,1,1),(54,1,0),(226,1,0),"
	"(227,1,0),(231,1,0),(232,1,0),(240,1,1)]"
	" addendum=x\"0a 41 4c 53 49 4d 31 2e 30 00\"",
	"ctl.allocate-cid allocation-info=(0,0)",
	"ctl.release-cid release-info=(0,0)",
	"ctl.sync",
	"ctl.set-data-format protocol=2",
	"ctl.set-instance-id link-id=0",
};

static const char *const dms_rows[] = {
	"dms.reset",
	"dms.set-event-report",
	"dms.get-supported-messages list=[]",
	"dms.get-capabilities info=(50000000,300000000,4,2,[4,5,8])",
	"dms.get-manufacturer manufacturer=\"airlock\"",
	"dms.get-model model=\"modemsim\"",
	"dms.get-revision revision=\"SIM-1.0.0  1  [Jan 01 2024 00:00:00]\"",
	"dms.get-msisdn msisdn=\"15550100\"",
	"dms.get-ids esn=\"0\" imei=\"490154203237518\" meid=\"A0000000000001\""
	" imei-software-version=\"01\"",
	"dms.get-power-state info=(3,100)",
	"dms.uim-set-pin-protection pin-retries-status=(3,10)",
	"dms.uim-verify-pin pin-retries-status=(3,10)",
	"dms.uim-unblock-pin pin-retries-status=(3,10)",
	"dms.uim-change-pin pin-retries-status=(3,10)",
	"dms.uim-get-pin-status pin1-status=(3,3,10) pin2-status=(1,3,10)",
	"dms.get-hardware-revision revision=\"10000\"",
	"dms.get-operating-mode mode=0",
	"dms.set-operating-mode",
	"dms.get-time device-time=(1388534400000,2) system-time=1388534400000"
	" user-time=1388534400000",
	"dms.set-time",
	"dms.get-prl-version version=1 prl-only-preference=0",
	"dms.get-activation-state info=1",
	"dms.activate-automatic",
	"dms.activate-manual",
	"dms.get-user-lock-state enabled=0",
	"dms.set-user-lock-state",
	"dms.set-user-lock-code",
	"dms.read-user-data user-data=\"user data of the simulator\"",
	"dms.write-user-data",
	"dms.read-eri-file eri-file=x\"00 01 02 03\"",
	"dms.restore-factory-defaults",
	"dms.validate-service-programming-code",
	"dms.uim-get-iccid iccid=\"8900101000000000012\"",
	"dms.set-firmware-id",
	"dms.uim-get-ck-status ck-status=(0,10,10)",
	"dms.uim-set-ck-protection verify-retries-left=10",
	"dms.uim-unblock-ck unblock-retries-left=10",
	"dms.uim-get-imsi imsi=\"001010123456789\"",
	"dms.uim-get-state state=0",
	"dms.get-band-capabilities band-capability=0x0002000002000380 lte-band-capability=0x80045"
	" extended-lte-band-capability=[1,3,7,20] nr5g-band-capability=[1,78]",
	"dms.get-factory-sku sku=\"SIM0001\"",
	"dms.get-firmware-preference list=[(0,x\"30 30 31 2e 30 30 30 5f 30 30 30 00 00 00 00 00\","
	"\"01.00.00\"),(1,x\"30 30 32 2e 30 30 30 5f 30 30 30 00 00 00 00 00\",\"01.00.00\")]",
	"dms.set-firmware-preference image-download-list=[]",
	"dms.list-stored-images list=[(0,2,0,[(0,0,x\"30 30 31 2e 30 30 30 5f 30 30 30 00 00 00 00"
	" 00\",\"01.00.00\")]),(1,2,0,[(0,0,x\"30 30 32 2e 30 30 30 5f 30 30 30 00 00 00 00 00\","
	"\"01.00.00\")])]",
	"dms.get-stored-image-info boot-version=(1,0) pri-version=(1,\"simulated\") oem-lock-id=0",
	"dms.delete-stored-image",
	"dms.get-alt-net-config config=0",
	"dms.set-alt-net-config",
	"dms.get-boot-image-download-mode mode=0",
	"dms.set-boot-image-download-mode",
	"dms.get-software-version version=\"SIM-1.0.0\"",
	"dms.set-service-programming-code",
	"dms.get-mac-address mac-address=[2,0,0,0,0,1]",
	"dms.set-fcc-authentication",
};

static const char *const nas_rows[] = {
	"nas.reset",
	"nas.abort",
	"nas.set-event-report",
	"nas.register-indications",
	"nas.get-supported-messages list=[]",
	"nas.get-signal-strength signal-strength=(-70,8) rssi-list=[(70,8)] ecio-list=[(5,8)]"
	" io=-106 error-rate-list=[(1,8)] rsrq=(-10,8) lte-snr=120 lte-rsrp=-95",
	"nas.network-scan network-information=[(1,1,0x13,\"Test One\"),(1,2,0x12,\"Test Two\")]"
	" radio-access-technology=[(1,1,8),(1,2,5)] mnc-pcs-digit-include-status=[(1,1,0),(1,2,0)]",
	"nas.initiate-network-register",
	"nas.attach-detach",
	"nas.get-serving-system serving-system=(1,1,1,2,[8]) roaming-indicator=1"
	" data-service-capability=[11] current-plmn=(1,1,\"Test One\")"
	" roaming-indicator-list=[(8,1)] time-zone-3gpp=4"
	" daylight-saving-time-adjustment-3gpp=0 lac-3gpp=65534 cid-3gpp=27447297"
	" detailed-service-status=(2,2,0,0,0) lte-tac=4660"
	" mnc-pcs-digit-include-status=(1,1,0) network-name-source=4",
	"nas.get-home-network home-network=(1,1,\"Test One\") home-network-3gpp-mnc=(1,0)",
	"nas.get-preferred-networks preferred-networks=[(1,1,0x4000),(1,2,0x8000)]"
	" mnc-pcs-digit-include-status=[(1,1,0),(1,2,0)]",
	"nas.set-preferred-networks",
	"nas.set-technology-preference",
	"nas.get-technology-preference active=(0,0) persistent=0",
	"nas.get-rf-band-information list=[(8,122,1300)] extended-list=[(8,122,1300)]"
	" bandwidth-list=[(8,5)]",
	"nas.set-system-selection-preference",
	"nas.get-system-selection-preference emergency-mode=0 mode-preference=0x1c"
	" band-preference=0x0002000002000380 roaming-preference=0xff lte-band-preference=0x80045"
	" network-selection-preference=0 service-domain-preference=2"
	" gsm-wcdma-acquisition-order-preference=0 manual-network-selection=(0,0,0)"
	" acquisition-order-preference=[8,5,4] usage-preference=2 voice-domain-preference=3"
	" extended-lte-band-preference=(0x80045,0,0,0)",
	"nas.get-operator-name service-provider-name=(1,\"Test One\")"
	" operator-plmn-list=[(\"001\",\"01\",0,65534,1)]"
	" operator-plmn-name=[(0,0,0,0,\"Test One\",\"One\")] operator-string-name=\"Test One\""
	" nitz-information=(0,0,0,0,\"Test One\",\"One\")",
	"nas.get-cell-location-info"
	" intrafrequency-lte-info-v2=(0,[0,0xf1,0x10],4660,27447297,1300,17,5,10,8,62,"
	"[(17,-100,-950,-700,30),(18,-140,-1050,-800,20)])"
	" interfrequency-lte-info=(0,[(3050,10,20,4,[(33,-120,-1000,-750,25)])])"
	" lte-info-neighboring-gsm=(0,[]) lte-info-neighboring-wcdma=(0,[])"
	" lte-info-timing-advance=12",
	"nas.get-plmn-name 3gpp-eons-plmn-name=(0,\"Test One\",0,0,0,\"One\",0,0,0,\"Test One\")"
	" network-information=0 network-name-source=4",
	"nas.get-system-info gsm-service-status=(0,0,0) wcdma-service-status=(0,0,0)"
	" lte-service-status=(2,2,1)"
	" lte-system-info-v2=(1,3,1,3,1,0,1,0,0,0,1,27447297,0,0,0,1,\"001\",x\"30 31 ff\",1,4660)"
	" additional-lte-system-info=(65535) lte-voice-support=1 lte-embms-coverage-info-support=0"
	" ims-voice-support=1 lte-voice-domain=2 lte-registration-domain=2",
	"nas.get-signal-info lte-signal-strength=(-70,-10,-95,120)",
	"nas.config-signal-info",
	"nas.config-signal-info-v2",
	"nas.get-tx-rx-info rx-chain-0-info=(1,-700,50,-950,-950,0)"
	" rx-chain-1-info=(1,-720,50,-970,-970,0) tx-info=(1,-100)",
	"nas.get-cdma-position-info error=74",
	"nas.force-network-search",
	"nas.get-network-time 3gpp-time=((2024,1,1,12,0,0,1),4,0,8)",
	"nas.get-drx info=6",
	"nas.get-lte-cphy-ca-info dl-bandwidth=5 phy-ca-agg-pcell-info=(17,1300,5,122)"
	" phy-ca-agg-secondary-cells=[(33,3050,5,126,2,1)]",
	"nas.get-endc-config enabled=1 immediate-scg-release=0",
	"nas.incremental-network-scan",
};

static const char *const wds_rows[] = {
	"wds.reset",
	"wds.set-event-report",
	"wds.abort",
	"wds.indication-register",
	"wds.get-supported-messages list=[]",
	"wds.start-network packet-data-handle=0",
	"wds.stop-network",
	"wds.get-packet-service-status connection-status=1",
	"wds.get-channel-rates channel-rates=(0,0,50000000,300000000)",
	"wds.get-packet-statistics tx-packets-ok=0 rx-packets-ok=0 tx-packets-error=0"
	" rx-packets-error=0 tx-overflows=0 rx-overflows=0 tx-bytes-ok=0 rx-bytes-ok=0"
	" tx-packets-dropped=0 rx-packets-dropped=0",
	"wds.go-dormant",
	"wds.go-active",
	"wds.get-dormancy-status dormancy-status=2",
	"wds.create-profile profile-identifier=(0,0)",
	"wds.modify-profile",
	"wds.delete-profile",
	"wds.get-profile-list profile-list=[]",
	"wds.get-profile-settings",
	"wds.get-default-settings profile-name=\"\" pdp-type=0 apn-name=\"\""
	" primary-ipv4-dns-address=0 secondary-ipv4-dns-address=0 username=\"\" authentication=0",
	"wds.get-current-settings pdp-type=0 apn-name=\"internet.test\""
	" primary-ipv4-dns-address=0xc0000235 secondary-ipv4-dns-address=0xc0000236"
	" ipv4-address=0xc0000202 profile-id=(0,1) ipv4-gateway-address=0xc0000201"
	" ipv4-gateway-subnet-mask=0xfffffffc pcscf-address-using-pco=0"
	" pcscf-server-address-list=[] pcscf-domain-name-list=[] mtu=1500 domain-name-list=[]"
	" ip-family=4 extended-technology-preference=34952",
	"wds.get-autoconnect-settings status=0 roaming=0",
	"wds.set-autoconnect-settings",
	"wds.get-data-bearer-technology current=10",
	"wds.get-current-data-bearer-technology current=(2,32,0)",
	"wds.get-default-profile-number index=1",
	"wds.set-default-profile-number",
	"wds.set-ip-family",
	"wds.get-pdn-throttle-info info=[(0,0,0,0,\"internet.test\")]",
	"wds.get-lte-attach-parameters apn=\"internet.test\" ip-support-type=0"
	" ota-attach-performed=1",
	"wds.bind-data-port",
	"wds.bind-mux-data-port",
	"wds.get-max-lte-attach-pdn-number info=1",
	"wds.set-lte-attach-pdn-list",
	"wds.get-lte-attach-pdn-list current-list=[1] pending-list=[]",
	"wds.configure-profile-event-list",
	"wds.bind-subscription",
	"wds.get-bind-subscription subscription-id=1",
};

static const char *const uim_rows[] = {
	"uim.reset",
	"uim.get-supported-messages list=[]",
	"uim.read-transparent card-result=(0x90,0) read-result=[]",
	"uim.read-record card-result=(0x90,0) read-result=[]",
	"uim.write-record card-result=(0x90,0)",
	"uim.get-file-attributes card-result=(0x90,0)"
	" file-attributes=(10,0,0,0,0,0,0,0,0,0,0,0,0,0,0,[])",
	"uim.set-pin-protection retries-remaining=(3,10)",
	"uim.verify-pin retries-remaining=(3,10) card-result=(0x90,0)",
	"uim.unblock-pin retries-remaining=(3,10) card-result=(0x90,0)",
	"uim.change-pin retries-remaining=(3,10) card-result=(0x90,0)",
	"uim.depersonalization retries-remaining=(10,10)",
	"uim.refresh-register",
	"uim.refresh-complete",
	"uim.refresh-register-all",
	"uim.register-events event-registration-mask=0",
	"uim.get-card-status card-status=(0,0xffff,0xffff,0xffff,[(1,0,0,0,0,[(2,7,2,0,0,0,"
	"x\"a0 00 00 00 87 10 02 ff ff ff ff 89 06 19 00 00\",0,3,3,10,1,3,10)])])",
	"uim.power-off-sim",
	"uim.power-on-sim",
	"uim.change-provisioning-session",
	"uim.get-configuration automatic-selection=0 personalization-status=[(0,10,10)]"
	" halt-subscription=0",
	"uim.send-apdu apdu-response=x\"90 00\"",
	"uim.logical-channel",
	"uim.open-logical-channel",
	"uim.switch-slot",
	"uim.get-slot-status"
	" physical-slot-status=[(2,1,1,x\"98 00 01 01 00 00 00 00 10 f2\"),(1,0,0,[])]"
	" physical-slot-information=[(2,1,x\"3b 9f 96 80 1f\",0),(0,0,[],0)] slot-eid=[([]),([])]",
};

static const char *const wms_rows[] = {
	"wms.reset",
	"wms.set-event-report",
	"wms.get-supported-messages list=[]",
	"wms.raw-send message-id=1",
	"wms.raw-write memory-index=0",
	"wms.raw-read raw-message-data=(0,6,[])",
	"wms.modify-tag",
	"wms.delete",
	"wms.get-message-protocol message-protocol=1",
	"wms.list-messages message-list=[]",
	"wms.set-routes",
	"wms.get-routes route-list=[(0,0,1,1),(0,1,1,1),(0,2,1,1),(0,3,1,1)]"
	" transfer-status-report=0",
	"wms.send-ack",
	"wms.set-broadcast-activation",
	"wms.set-broadcast-config",
	"wms.get-broadcast-config config=(0,[(4370,4379,1)])",
	"wms.send-from-memory-storage message-id=1",
	"wms.indication-register",
	"wms.get-transport-network-registration-status registration-status=4",
};

static const char *const voice_rows[] = {
	"voice.indication-register",
	"voice.get-supported-messages list=[]",
	"voice.dial-call call-id=1",
	"voice.end-call call-id=1",
	"voice.answer-call call-id=1",
	"voice.burst-dtmf call-id=1",
	"voice.start-continuous-dtmf call-id=1",
	"voice.stop-continuous-dtmf call-id=1",
	"voice.get-all-call-info",
	"voice.manage-calls",
	"voice.set-supplementary-service service-status=(0,1)",
	"voice.get-call-waiting service-class=1",
	"voice.originate-ussd uss-data=(1,\"Balance: 42\")",
	"voice.answer-ussd",
	"voice.cancel-ussd",
	"voice.originate-ussd-no-wait",
	"voice.get-config auto-answer-status=0 air-timer-count=(0,0) roam-timer-count=(0,0)"
	" current-tty-mode=3 current-preferred-voice-so=(0,0,0,0,0) current-amr-status=(1,1)"
	" current-voice-privacy-preference=1 current-voice-domain-preference=3",
};

static const char *const loc_rows[] = {
	"loc.register-events",
	"loc.start",
	"loc.stop",
	"loc.inject-predicted-orbits-data",
	"loc.get-predicted-orbits-data-source",
	"loc.get-predicted-orbits-data-validity",
	"loc.inject-utc-time",
	"loc.inject-position",
	"loc.set-engine-lock",
	"loc.get-engine-lock",
	"loc.set-nmea-types",
	"loc.get-nmea-types",
	"loc.set-server",
	"loc.get-server",
	"loc.delete-assistance-data",
	"loc.set-operation-mode",
	"loc.get-operation-mode",
	"loc.inject-xtra-data",
};

static const char *const pdc_rows[] = {
	"pdc.reset",
	"pdc.register",
	"pdc.config-change type-with-id-v2=(1,x\"01 02 03 04\")",
	"pdc.get-selected-config",
	"pdc.set-selected-config",
	"pdc.list-configs",
	"pdc.delete-config",
	"pdc.load-config",
	"pdc.activate-config",
	"pdc.get-config-info",
	"pdc.get-config-limits maximum-size=1048576 current-size=65536",
	"pdc.get-default-config-info version=1 total-size=1024 description=\"Default\"",
	"pdc.deactivate-config",
};

static const char *const other_rows[] = {
	"wda.get-supported-messages list=[]",
	"wda.set-data-format",
	"wda.get-data-format qos-format=0 link-layer-protocol=2 uplink-data-aggregation-protocol=0"
	" downlink-data-aggregation-protocol=0 ndp-signature=0"
	" downlink-data-aggregation-max-datagrams=0 downlink-data-aggregation-max-size=0"
	" uplink-data-aggregation-max-datagrams=0 uplink-data-aggregation-max-size=0",
	"wda.loopback-configuration",
	"wda.set-capability",
	"wda.get-ethernet-config hardware-config=0",
	"dpm.open-port",
	"dpm.close-port",
	"dsd.get-system-status available-systems=[(0,3,16384)]",
	"dsd.system-status-change",
	"dsd.get-apn-info apn-name=\"internet.test\"",
	"dsd.set-apn-type",
	"pbm.indication-register event-registration-mask=0",
	"pbm.get-capabilities capability-basic-information=(0,1,3,250,40,14)",
	"pbm.get-all-capabilities capability-basic-information=[(0,[(1,3,250,40,14)])]"
	" group-capability=[(0,10,14)] additional-number-capability=[(0,1,20,14)]"
	" email-capability=[(0,1,40)] second-name-capability=[(0,14)]"
	" hidden-records-capability=[(0,0)]"
	" grouping-information-alpha-string-capability=[(0,10,0,14)]"
	" additional-number-alpha-string-capability=[(0,10,0,14)]",
	"pbm.get-emergency-list hardcoded-numbers=[\"112\",\"911\"]",
	"oma.reset",
	"oma.set-event-report",
	"oma.start-session",
	"oma.cancel-session",
	"oma.get-session-info session-info=(0,0)",
	"oma.send-selection",
	"oma.get-feature-setting device-provisioning-service-update-config=1"
	" prl-update-service-config=1 hfa-feature-config=0 hfa-feature-done-state=0",
	"oma.set-feature-setting",
	"gas.dms-get-usb-composition usb-composition=0x1050 endpoint-type=0"
	" composition-persistence=1 immediate-setting=0 reboot-after-setting=0",
	"gas.dms-set-usb-composition",
	"gas.dms-get-firmware-list mode=0 stored-firmware-1=(1,\"generic\",\"01.00\",\"1.0\")"
	" stored-firmware-2=(2,\"test\",\"01.01\",\"1.1\")",
	"gas.dms-set-active-firmware",
	"gas.dms-set-firmware-auto-sim",
	"gas.dms-get-firmware-auto-sim auto-sim-mode=0",
	"gas.dms-get-ethernet-pdu-mac-address mac-address-0=[2,0,0,0,0,2]",
	"qos.reset",
	"qos.get-flow-status value=1",
	"qos.get-network-status qos-supported=1",
	"qos.bind-mux-data-port",
	"qos.bind-subscription",
	"qos.get-bind-subscription subscription-id=1",
	"gms.test-set-value",
	"gms.test-get-value test-mandatory-value=1 test-optional-value=2",
	"fox.get-firmware-version version=\"T00.00.00.01\"",
	"fox.set-fcc-authentication",
	"sar.rf-set-state",
	"sar.rf-get-state state=0",
	"pds.reset",
	"pds.set-event-report",
	"pds.get-gps-service-state state=(1,0)",
	"pds.set-gps-service-state",
	"pds.get-default-tracking-session info=(0,30,1,50)",
	"pds.set-default-tracking-session",
	"pds.get-agps-config location-server-address=(0xc0000250,7275)"
	" location-server-url=\"supl.test\"",
	"pds.set-agps-config",
	"pds.get-auto-tracking-state state=(0)",
	"pds.set-auto-tracking-state",
};

/* Only where the modem knows the vendor's messages (--vendor). */
static const char *const vendor_rows[] = {
	"dms.hp-change-device-mode",
	"dms.swi-get-current-firmware model=\"SIM\" boot-version=\"1\" amss-version=\"1\"",
	"dms.swi-get-usb-composition current=8 supported=[6,8,9]",
	"dms.swi-set-usb-composition",
	"dms.foxconn-change-device-mode",
	"dms.foxconn-get-firmware-version version=\"T00.00.00.01\"",
	"dms.foxconn-set-fcc-authentication",
	"dms.foxconn-set-fcc-authentication-v2",
	"nas.swi-get-status common-info-v2=(38,1,2,1,1) lte-info=(1,5,1300,19300,2,0,1)",
	"wds.swi-create-profile-indexed profile-identifier=(0,1)",
	"qos.swi-read-data-stats apn=(0,0,0,0,0,0,0) flow=[]",
};

/* What indications say when nothing else is given, and the second step of two-step operations. */
static const char *const indication_rows[] = {
	"dms.event-report power-state=(3,100) operating-mode=0",
	"nas.event-report signal-strength=(-70,8) rssi=(70,8)",
	"nas.serving-system serving-system=(1,1,1,2,[8]) roaming-indicator=1"
	" current-plmn=(1,1,\"Test One\")",
	"nas.system-info lte-service-status=(2,2,1)",
	"nas.signal-info lte-signal-strength=(-70,-10,-95,120)",
	"wds.event-report dormancy-status=2",
	"wds.packet-service-status connection-status=(2,0) ip-family=4",
	"wds.set-lte-attach-pdn-list action-result=1",
	"wms.event-report mt-message=(0,0)",
	"voice.ussd user-action=1 uss-data=(1,\"Balance: 42\")",
	"voice.originate-ussd-no-wait uss-data=(1,\"Balance: 42\")",
	"loc.position-report session-status=0 session-id=0 latitude=51.5 longitude=-0.125"
	" horizontal-uncertainty-circular=10 horizontal-reliability=4 altitude-from-ellipsoid=35.5"
	" technology-used=1 utc-timestamp=1704110400000",
	"loc.gnss-sv-info altitude-assumed=0"
	" list=[(0x1ff,1,5,1,3,7,45,120,38),(0x1ff,1,12,1,3,7,60,210,41)]",
	"loc.nmea nmea-string=\"$GPGGA,120000.0,5130.0,N,00007.5,W,1,08,1.0,35.5,M,,M,,*43\\r\\n\"",
	"loc.inject-predicted-orbits-data indication-status=0 part-number=1",
	"loc.get-predicted-orbits-data-source indication-status=0 allowed-sizes=(65536,1024)"
	" server-list=[\"https://xtra.test/xtra.bin\"]",
	"loc.get-predicted-orbits-data-validity indication-status=0",
	"loc.inject-utc-time indication-status=0",
	"loc.inject-position indication-status=0",
	"loc.set-engine-lock indication-status=0",
	"loc.get-engine-lock indication-status=0 lock-type=1",
	"loc.set-nmea-types indication-status=0",
	"loc.get-nmea-types indication-status=0 nmea-types=31",
	"loc.set-server indication-status=0",
	"loc.get-server indication-status=0 server-type=2 url=\"supl.test:7275\"",
	"loc.delete-assistance-data indication-status=0",
	"loc.set-operation-mode indication-status=0",
	"loc.get-operation-mode indication-status=0 operation-mode=4",
	"loc.inject-xtra-data indication-status=0 part-number=1",
	"pdc.config-change type-with-id-v2=(1,x\"01 02 03 04\")",
	"pdc.get-selected-config indication-result=0 active-id=x\"01 02 03 04\"",
	"pdc.set-selected-config indication-result=0",
	"pdc.list-configs indication-result=0"
	" configs=[(1,x\"01 02 03 04\"),(1,x\"05 06 07 08\")]",
	"pdc.load-config indication-result=0 received=0 remaining-size=0",
	"pdc.activate-config indication-result=0",
	"pdc.get-config-info indication-result=0 total-size=1024 description=\"Test One\""
	" version=0x01000001",
	"pdc.deactivate-config indication-result=0",
};

static bool load(struct store *s, const char *const *rows, size_t n, bool is_indication)
{
	for (size_t i = 0; i < n; i++) {
		const char *why = "";

		if (store_set(s, rows[i], is_indication, &why))
			continue;
		fprintf(stderr, "answer %s: expected %s\n", rows[i], why);
		return false;
	}
	return true;
}

#define LOAD(s, rows, is_indication) load(s, rows, sizeof(rows) / sizeof((rows)[0]), is_indication)

bool answers_load(struct store *s)
{
	for (size_t i = 0; i < sizeof(vendor_rows) / sizeof(vendor_rows[0]); i++) {
		const char *name = vendor_rows[i], *why;

		if (store_find(s, &name, false, &why) != ROW_NONE &&
		    !load(s, &vendor_rows[i], 1, false))
			return false;
	}
	return LOAD(s, ctl_rows, false) && LOAD(s, dms_rows, false) && LOAD(s, nas_rows, false) &&
	       LOAD(s, wds_rows, false) && LOAD(s, uim_rows, false) && LOAD(s, wms_rows, false) &&
	       LOAD(s, voice_rows, false) && LOAD(s, loc_rows, false) && LOAD(s, pdc_rows, false) &&
	       LOAD(s, other_rows, false) && LOAD(s, indication_rows, true);
}
