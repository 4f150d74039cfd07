//! The socket, its protocols and its addresses.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use iroh::{
    Endpoint, EndpointAddr, PublicKey, RelayMode, SecretKey,
    endpoint::{BindOpts, Connection, ConnectionError, PortmapperConfig, QuicTransportConfig, presets},
};
use maillage_shared::{
    bounds,
    identity::{EndpointAnnouncement, EndpointId, NetworkId, keys::EndpointKey},
    joining::Offer,
    pairing::PairingOffer,
    recovery::SheetContact,
};

use super::{NetworkError, doors::Door, limits};
use crate::home::way_back::KnownContact;

/// The protocol between members. The network stands in it, so that nodes of two networks never begin to talk.
#[must_use]
pub fn members_protocol(network: NetworkId) -> Vec<u8> {
    format!("maillage/members/1/{network}").into_bytes()
}

/// The protocol by which two running copies of one device find each other.
#[must_use]
pub fn copies_protocol() -> Vec<u8> {
    b"maillage/copies/1".to_vec()
}

/// Opens the socket: on `listen`, or on all interfaces when it is empty. No relay, no look-up, no port mapper.
///
/// # Errors
/// [`NetworkError::Listen`].
pub async fn bind(network: NetworkId, key: &EndpointKey, listen: &[SocketAddr]) -> Result<Endpoint, NetworkError> {
    let doors = Door::ALL.map(|door| door.protocol().to_vec());
    let mut builder = Endpoint::builder(presets::Minimal)
        .secret_key(SecretKey::from_bytes(&key.secret()))
        .alpns([members_protocol(network), copies_protocol()].into_iter().chain(doors).collect())
        .relay_mode(RelayMode::Disabled)
        .portmapper_config(PortmapperConfig::Disabled)
        .transport_config(transport());
    if !listen.is_empty() {
        builder = builder.clear_ip_transports();
    }
    for (address, options) in with_options(listen) {
        builder = builder.bind_addr_with_opts(address, options).map_err(|error| refused(&address, &error))?;
    }
    let all = listen.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    builder.bind().await.map_err(|error| refused(&all, &error))
}

/// Why an address cannot be listened on: what the system says lies somewhere below what the transport says.
fn refused(address: &dyn std::fmt::Display, error: &(dyn std::error::Error + 'static)) -> NetworkError {
    let causes: Vec<_> = std::iter::successors(Some(error), |error| error.source()).collect();
    let said = causes.iter().find_map(|cause| cause.downcast_ref::<std::io::Error>()).map(std::io::Error::kind);
    let why = causes.iter().map(ToString::to_string).collect::<Vec<_>>().join(": ");
    NetworkError::Listen { address: address.to_string(), said, why }
}

/// One socket of each family reaches everywhere, the others their own address: iroh takes no other after the one that reaches
/// everywhere, so it is the last. A machine without IPv6 is no obstacle to listening on all interfaces.
fn with_options(listen: &[SocketAddr]) -> Vec<(SocketAddr, BindOpts)> {
    let option = |(place, address): (usize, &SocketAddr)| {
        let options = BindOpts::default().set_is_required(address.is_ipv4() || !address.ip().is_unspecified());
        let is_last = !listen.iter().skip(place.saturating_add(1)).any(|later| later.is_ipv4() == address.is_ipv4());
        let host = if address.is_ipv4() { 32 } else { 128 };
        (*address, if is_last { options } else { options.set_prefix_len(host) })
    };
    listen.iter().enumerate().map(option).collect()
}

/// As [`bind`], with the ports of `former` addresses wherever `listen` leaves the port open and they are free: invitations and other
/// members know them.
///
/// # Errors
/// [`NetworkError::Listen`].
pub async fn bind_as_before(
    network: NetworkId,
    key: &EndpointKey,
    listen: &[SocketAddr],
    former: &[SocketAddr],
) -> Result<Endpoint, NetworkError> {
    let again = with_former_ports(listen, former);
    if again != listen {
        match bind(network, key, &again).await {
            Ok(endpoint) => return Ok(endpoint),
            Err(error) => tracing::info!(%error, "the former port is taken, another is used"),
        }
    }
    bind(network, key, listen).await
}

fn with_former_ports(listen: &[SocketAddr], former: &[SocketAddr]) -> Vec<SocketAddr> {
    let port = |v4: bool| former.iter().find(|address| address.is_ipv4() == v4).map(SocketAddr::port);
    if listen.is_empty() {
        let v4 = port(true).map(|port| SocketAddr::from((Ipv4Addr::UNSPECIFIED, port)));
        // Another port than that of IPv4 may have been announced, or none.
        let v6 = v4.map(|_| SocketAddr::from((Ipv6Addr::UNSPECIFIED, port(false).unwrap_or(0))));
        return v4.into_iter().chain(v6).collect();
    }
    let with_port = |address: &SocketAddr| match port(address.is_ipv4()) {
        Some(port) if address.port() == 0 => SocketAddr::new(address.ip(), port),
        _ => *address,
    };
    listen.iter().map(with_port).collect()
}

/// Closes the socket, without waiting long for the farewells of peers.
pub async fn close(endpoint: &Endpoint) {
    if tokio::time::timeout(limits::CLOSING, endpoint.close()).await.is_err() {
        tracing::debug!("the socket was closed without waiting for the peers");
    }
}

fn transport() -> QuicTransportConfig {
    QuicTransportConfig::builder()
        .max_concurrent_bidi_streams(limits::STREAMS.into())
        .max_concurrent_uni_streams(0_u32.into())
        .receive_window(limits::RECEIVE_WINDOW.into())
        .stream_receive_window(limits::STREAM_WINDOW.into())
        .datagram_receive_buffer_size(None)
        .build()
}

/// Code and reason with which a connection is closed whose other end is no member's device.
pub const NOT_A_MEMBER: (u32, &[u8]) = (1, b"not a member");

/// Closes a connection because the other end is no member's device.
pub fn turn_away(connection: &Connection) {
    let (code, reason) = NOT_A_MEMBER;
    connection.close(code.into(), reason);
}

/// Whether the other end closed the connection because it does not take this device for a member's.
#[must_use]
pub fn turned_away(connection: &Connection) -> bool {
    let (code, reason) = NOT_A_MEMBER;
    match connection.close_reason() {
        Some(ConnectionError::ApplicationClosed(closed)) => closed.error_code == code.into() && *closed.reason == *reason,
        _ => false,
    }
}

/// The addresses under which the endpoint may be reached, sorted, at most [`bounds::ADDRESSES`].
#[must_use]
pub fn addresses(endpoint: &Endpoint) -> Vec<String> {
    let bound = endpoint.bound_sockets().into_iter().filter(|address| !address.ip().is_unspecified());
    let found = endpoint.addr().ip_addrs().copied().collect::<Vec<_>>();
    let mut all: Vec<SocketAddr> = bound.chain(found).collect();
    all.sort_unstable();
    all.dedup();
    all.iter().map(ToString::to_string).take(bounds::ADDRESSES).collect()
}

/// The endpoint's key as the rules know it.
#[must_use]
pub fn id_of(key: PublicKey) -> EndpointId {
    EndpointId::from_bytes(*key.as_bytes())
}

/// Where a command listens for a moment when it is told no place: on the loopback interface if these addresses are all there,
/// since then nobody beyond this computer is meant; anywhere otherwise.
#[must_use]
pub fn place_beside(addresses: &[String]) -> Vec<SocketAddr> {
    let known: Vec<SocketAddr> = addresses.iter().filter_map(|address| address.parse().ok()).collect();
    let all_here = !known.is_empty() && known.iter().all(|address| address.ip().is_loopback());
    known.first().filter(|_| all_here).map(|address| SocketAddr::new(address.ip(), 0)).into_iter().collect()
}

/// Where an endpoint is dialled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact(EndpointAddr);

impl Contact {
    /// The endpoint at these addresses. Addresses that cannot be read are left out; nothing when none is left.
    #[must_use]
    pub fn new(endpoint: EndpointId, addresses: &[String]) -> Option<Self> {
        let key = PublicKey::from_bytes(endpoint.as_bytes()).ok()?;
        let addresses: Vec<SocketAddr> = addresses.iter().filter_map(|address| address.parse().ok()).collect();
        let found = !addresses.is_empty();
        let address = addresses.into_iter().fold(EndpointAddr::new(key), EndpointAddr::with_ip_addr);
        found.then_some(Self(address))
    }

    /// The endpoint that a device announced.
    #[must_use]
    pub fn announced(announcement: &EndpointAnnouncement) -> Option<Self> {
        Self::new(announcement.endpoint, &announcement.addresses)
    }

    /// The inviter's endpoint.
    #[must_use]
    pub fn of_offer(offer: &Offer) -> Option<Self> {
        Self::new(offer.endpoint, &offer.addresses)
    }

    /// The endpoint of the device that gave a pairing code.
    #[must_use]
    pub fn of_pairing(offer: &PairingOffer) -> Option<Self> {
        Self::new(offer.endpoint, &offer.addresses)
    }

    /// The endpoint of a member whom the home has noted.
    #[must_use]
    pub fn known(contact: &KnownContact) -> Option<Self> {
        Self::new(contact.endpoint, &contact.addresses)
    }

    /// The endpoint of a member on a recovery sheet.
    #[must_use]
    pub fn of_sheet(contact: &SheetContact) -> Option<Self> {
        Self::new(contact.endpoint, &contact.addresses)
    }

    /// The address, for iroh.
    pub(super) fn address(&self) -> EndpointAddr {
        self.0.clone()
    }

    /// The key that must answer there.
    #[must_use]
    pub fn endpoint(&self) -> EndpointId {
        id_of(self.0.id)
    }
}

#[cfg(test)]
mod tests {
    use super::{SocketAddr, with_former_ports};

    fn all(addresses: &[&str]) -> Vec<SocketAddr> {
        addresses.iter().map(|address| address.parse().unwrap()).collect()
    }

    #[test]
    fn an_open_port_becomes_the_former_one_of_its_family() {
        let former = all(&["10.0.0.7:4433", "[fe80::1]:5544"]);
        assert_eq!(with_former_ports(&[], &former), all(&["0.0.0.0:4433", "[::]:5544"]));
        assert_eq!(with_former_ports(&all(&["127.0.0.1:0", "[::1]:9"]), &former), all(&["127.0.0.1:4433", "[::1]:9"]));
    }

    #[test]
    fn without_a_former_address_nothing_is_changed() {
        assert!(with_former_ports(&[], &[]).is_empty());
        assert_eq!(with_former_ports(&all(&["[::1]:0"]), &all(&["10.0.0.7:4433"])), all(&["[::1]:0"]));
    }
}
