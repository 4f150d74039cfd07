//! Operators with fixed keys, so that two runs write the same bytes.

use maillage_shared::{
    identity::{
        Certificate, DeviceKey, EndpointAnnouncement, NetworkId, OperatorId, RootKey, certificate::CertifiedDevice,
        keys::EndpointKey,
    },
    register::compose::Newcomer,
    text::Name,
};

/// An operator with two devices.
#[derive(Debug, Clone)]
pub struct Operator {
    /// The root key.
    pub root: RootKey,
    /// The first device: it governs and publishes.
    pub device: DeviceKey,
    /// A second device.
    pub second: DeviceKey,
    /// The endpoint of the first device.
    pub endpoint: EndpointKey,
    /// The operator's name.
    pub name: Name,
    /// What people call its devices.
    pub device_name: Name,
}

impl Operator {
    /// The operator of this number, at most 40.
    #[must_use]
    pub fn new(number: u8) -> Self {
        let secret = |kind: u8| [kind * 50 + number; 32];
        Self {
            root: RootKey::from_secret(&secret(0)),
            device: DeviceKey::from_secret(&secret(1)),
            second: DeviceKey::from_secret(&secret(2)),
            endpoint: EndpointKey::from_secret(&secret(3)),
            name: Name::new(format!("Operator {number}")).unwrap(),
            device_name: Name::new("laptop").unwrap(),
        }
    }

    /// The operator as one that enters a network.
    #[must_use]
    pub const fn newcomer(&self) -> Newcomer<'_> {
        Newcomer { root: &self.root, device: &self.device, operator_name: &self.name, device_name: &self.device_name }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> OperatorId {
        self.newcomer().operator()
    }

    /// The certificate of one of its devices.
    #[must_use]
    pub fn certificate(&self, network: NetworkId, device: &DeviceKey) -> Certificate {
        let number = if device.public() == self.device.public() { 1 } else { 2 };
        let (operator, root, name) = (self.id(), self.root.public(), self.device_name.clone());
        Certificate::issue(&self.root, &CertifiedDevice { network, operator, root, number, device: device.public(), name })
    }

    /// Where its first device is reached.
    #[must_use]
    pub fn announcement(&self, network: NetworkId, addresses: &[&str]) -> EndpointAnnouncement {
        let addresses = addresses.iter().map(ToString::to_string).collect();
        EndpointAnnouncement::new(&self.endpoint, network, self.device.public(), addresses, None)
    }
}
