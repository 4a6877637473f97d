using SdkNode.Envelope.Identifiers;

namespace SdkNode.Adapters.Tests;

/// <summary>Messages that have arrived.</summary>
internal static class Arrivals
{
    public const string Id = "7bc5576a-3f87-4cf5-a0c5-277da06fcacb";

    public static ArrivedMessage Of(Func<Stream> openPayload) => new()
    {
        DeliveryId = Guid.Parse("01990000-0000-7000-8000-000000000001"),
        Environment = "qa",
        Participant = "0203:regionvarmland.example",
        FunctionalAddress = "varmland.vardcentral",
        MessageId = MessageId.Parse(Id).Value!,
        DocumentType = DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc).ToString(),
        ArrivedAt = new DateTimeOffset(2026, 11, 23, 20, 10, 40, 123, TimeSpan.FromHours(2)),
        SenderKnown = true,
        OpenPayload = openPayload,
    };

    public static ArrivedMessage Of(byte[] payload) => Of(() => new MemoryStream(payload));
}
