# SPDX-License-Identifier: GPL-2.0-or-later
"""What the comparison has qmicli do: one line each, in this order, against one modem.

Each action has its qmicli arguments, and after " ; " the requests that it sends where they are not
named like the action itself, with the TLVs that policies ask about. KEEP does not release the
client id at the end, SAME takes the one that was kept last, {handle} is the call started with it.
"""

ACTIONS = """
--get-service-version-info ; ctl.get-version-info
--device-open-sync --dms-noop ; ctl.sync
--dms-get-ids
--dms-get-capabilities
--dms-get-manufacturer
--dms-get-model
--dms-get-revision
--dms-get-msisdn
--dms-get-power-state
--dms-uim-get-pin-status ; dms.uim-get-pin-status
--dms-uim-verify-pin=PIN,0000 ; dms.uim-verify-pin
--dms-uim-get-iccid
--dms-uim-get-imsi
--dms-uim-get-state
--dms-uim-get-ck-status=pn
--dms-get-hardware-revision
--dms-get-operating-mode
--dms-set-operating-mode=low-power ; dms.set-operating-mode mode=low-power
--dms-get-operating-mode
--dms-set-operating-mode=online ; dms.set-operating-mode mode=online
--dms-get-time
--dms-get-prl-version
--dms-get-activation-state
--dms-activate-automatic=1234
--dms-get-user-lock-state
--dms-read-user-data
--dms-write-user-data=words
--dms-read-user-data
--dms-read-eri-file
--dms-validate-service-programming-code=000000
--dms-get-band-capabilities
--dms-get-factory-sku
--dms-list-stored-images
--dms-get-firmware-preference
--dms-get-boot-image-download-mode
--dms-get-software-version
--dms-set-fcc-authentication
--dms-get-supported-messages
--dms-get-mac-address=wlan
--dms-noop ; ctl.allocate-cid
--dms-reset
--nas-get-signal-strength
--nas-get-signal-info
--nas-get-tx-rx-info=lte
--nas-get-home-network
--nas-get-serving-system
--nas-get-system-info
--nas-get-technology-preference
--nas-get-preferred-networks
--nas-get-system-selection-preference
--nas-set-system-selection-preference=lte ; nas.set-system-selection-preference
--nas-get-system-selection-preference
--nas-network-scan
--nas-get-cell-location-info
--nas-force-network-search
--nas-get-operator-name
--nas-get-plmn-name=00101
--nas-get-lte-cphy-ca-info
--nas-get-rf-band-info ; nas.get-rf-band-information
--nas-get-drx
--nas-get-supported-messages
--nas-reset
--wds-get-current-settings
--wds-get-packet-service-status
--wds-start-network=apn=internet.test,ip-type=4 KEEP ; wds.start-network, wds.set-ip-family
--wds-get-packet-service-status SAME KEEP
--wds-get-current-settings SAME KEEP
--wds-get-packet-statistics SAME KEEP
--wds-get-channel-rates SAME KEEP
--wds-stop-network={handle} SAME ; wds.stop-network
--wds-get-data-bearer-technology
--wds-get-current-data-bearer-technology
--wds-get-dormancy-status
--wds-get-profile-list=3gpp ; wds.get-profile-list, wds.get-profile-settings
--wds-create-profile=3gpp,name=new,apn=new.test,pdp-type=IP
--wds-modify-profile=3gpp,2,apn=other.test
--wds-get-profile-list=3gpp ; wds.get-profile-list, wds.get-profile-settings
--wds-delete-profile=3gpp,2
--wds-get-default-profile-number=3gpp ; wds.get-default-profile-number
--wds-get-default-settings=3gpp
--wds-get-autoconnect-settings
--wds-set-autoconnect-settings=disabled
--wds-set-ip-family=4
--wds-get-supported-messages
--wds-get-lte-attach-parameters
--wds-get-max-lte-attach-pdn-num ; wds.get-max-lte-attach-pdn-number
--wds-get-lte-attach-pdn-list
--wds-bind-mux-data-port=mux-id=1,ep-iface-number=4
--wds-reset
--wms-get-supported-messages
--wms-get-routes
--wms-set-routes=type=point-to-point,class=class-1,storage=uim,receipt-action=store-and-notify
--wms-reset
--uim-get-card-status
--uim-get-slot-status
--uim-get-configuration
--uim-get-supported-messages
--uim-read-transparent=0x3F00,0x2FE2
--uim-get-file-attributes=0x3F00,0x2FE2
--uim-read-record=record-number=1,record-length=32,file=[0x3F00-0x7FFF-0x6F40]
--uim-verify-pin=PIN1,0000
--uim-set-pin-protection=PIN1,enable,1234
--uim-sim-power-off=1 ; uim.power-off-sim
--uim-sim-power-on=1 ; uim.power-on-sim
--uim-reset
--wda-get-data-format
--wda-set-data-format=link-layer-protocol=raw-ip ; wda.set-data-format
--wda-get-data-format=ep-type=hsusb,ep-iface-number=4
--wda-get-supported-messages
--voice-get-config
--voice-get-supported-messages
--loc-get-nmea-types
--loc-set-nmea-types=gga|rmc
--loc-get-operation-mode
--loc-set-operation-mode=standalone
--loc-get-engine-lock
--loc-set-engine-lock=none
--loc-start KEEP ; loc.start
--loc-get-position-report --loc-timeout=10 SAME KEEP ; loc.register-events
--loc-stop SAME
--loc-delete-assistance-data
--pdc-list-configs=software ; pdc.register
--pdc-noop ; ctl.allocate-cid
--sar-rf-get-state
--sar-rf-set-state=1
--dsd-get-system-status
--dsd-get-apn-info=default
--qos-get-network-status
--qos-reset
--pbm-get-all-capabilities
--gas-dms-get-usb-composition
--gas-dms-get-firmware-list
--gms-test-get-value
--gms-test-set-value=7
--dpm-open-port=ctrl-ep-type=hsusb,ctrl-ep-iface-number=1,ctrl-port-name=DATA5_CNTL
--dpm-close-port
--fox-get-firmware-version=apps
"""


SHORT = {"KEEP": "--client-no-release-cid", "SAME": "--client-cid={cid}"}


class Action:
    """A line of the list."""

    def __init__(self, line):
        words, _, requests = line.partition(" ; ")
        self.arguments = [SHORT.get(w, w) for w in words.split()]
        own = self.arguments[0][2:].split("=")[0]
        self.requests = [r.strip() for r in requests.split(",")] if requests else [
            own.replace("-", ".", 1)]
        self.service = self.requests[0].split(".")[0]

    def filled(self, kept):
        """The arguments with what was kept put in."""
        return [a.format(**kept) for a in self.arguments]

    def __str__(self):
        return " ".join(self.arguments)


def load():
    return [Action(line) for line in ACTIONS.strip().splitlines()]
