using SdkNode.As4.Receipts;

namespace SdkNode.As4.WsSecurity;

/// <summary>A SOAP envelope that is signed and ready to be sent.</summary>
/// <param name="Soap">Its octets, UTF-8.</param>
/// <param name="References">What its signature covers.</param>
internal sealed record SignedEnvelope(byte[] Soap, SignedReferences References);
