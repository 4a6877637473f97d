using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Alarms;
using SdkNode.Node.Demo;
using SdkNode.Node.Jobs;
using SdkNode.Node.Lifecycle;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Outbound;

/// <summary>What intake refuses, with words that say what is wrong; nothing of it is stored.</summary>
public sealed class IntakeTests(PkiFixture pki) : IAsyncLifetime
{
    private static readonly Submission s_right = new(
        DemoServices.Environment, DemoParty.Kristinehamn.Participant, DemoParty.RegionVarmland.Participant, DocumentTypeIdentifier.SdkMessageBaseCode, DemoParty.RegionVarmland.Function);

    private StoreFile _file = null!;
    private ContentFolder _content = null!;
    private RuntimeFolder _runtime = null!;
    private Intake _intake = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = await StoreFile.MakeAsync();
        _content = new ContentFolder();
        _runtime = await RuntimeFolder.MakeAsync(pki, static settings => settings["Environments"]![0]!["Limits"]!["MaxOutgoingMessageBytes"] = 20_000);
        var store = OpenedStore.Of(_file.Open, _content.Store, _content.Key, _file.Clock);
        _intake = IntakeParts.Make(_file, store, _runtime);
    }

    public ValueTask DisposeAsync()
    {
        _runtime.Dispose();
        _content.Dispose();
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    [Rule("RCPT-7.1")]
    [Rule("AP-2")]
    public async Task A_message_in_order_is_on_disk_with_its_work_when_it_is_answered()
    {
        var done = await _intake.SubmitAsync(s_right, Xml(await MessageAsync()), Cancelled);
        Assert.True(done.TryGet(out var accepted, out var fault), string.Join("; ", fault?.Details ?? []));
        var row = await _file.Store.FindAsync(accepted.Id, Cancelled);
        Assert.Equal((MessageStatus.Scheduled, accepted.XheId, _file.Clock.Now), (row!.Status, row.XheId, row.CreatedAt));
        Assert.Equal(await MessageLengthAsync(row), row.PayloadBytes);
        Assert.Equal(WorkKind.Send, (await _file.ClaimAsync()).Kind);
    }

    [Fact]
    public async Task The_payload_of_another_registered_type_is_taken_as_it_is()
    {
        var done = await _intake.SubmitAsync(s_right with { DocumentType = DemoServices.BulkType, FunctionalAddress = null }, new MemoryStream([0, 1, 2, 255]), Cancelled);
        Assert.True(done.TryGet(out var accepted, out _));
        Assert.Equal([0, 1, 2, 255], await _content.ReadAsync((await _file.Store.FindAsync(accepted.Id, Cancelled))!.Payload!.Value));
    }

    [Theory]
    [Rule("AP-2", Refuses = true)]
    [InlineData("prod", "0203:kristinehamn.example", "0203:regionvarmland.example", null, "no environment \"prod\"; there is demo")]
    [InlineData("demo", "kristinehamn", "0203:regionvarmland.example", null, "The sender kristinehamn")]
    [InlineData("demo", "0203:hagfors.example", "0203:regionvarmland.example", null, "does not serve 0203:hagfors.example in demo (AP-2). It serves 0203:kristinehamn.example")]
    [InlineData("demo", "0203:kristinehamn.example", "0204:regionvarmland.example", null, "The receiver 0204:regionvarmland.example")]
    [InlineData("demo", "0203:kristinehamn.example", "0203:regionvarmland.example", "urn:unknown::type##1", "not registered in the settings (MSG-14)")]
    [InlineData("demo", "0203:kristinehamn.example", "0203:regionvarmland.example", DocumentTypeIdentifier.MessageReceiptBaseCode, "the node itself sends")]
    public async Task Who_may_not_send_so_is_told_why(string environment, string from, string to, string? type, string expected) =>
        await AssertRefusedAsync(new Submission(environment, from, to, type ?? s_right.DocumentType, s_right.FunctionalAddress), await MessageAsync(), expected);

    [Theory]
    [Rule("RCPT-7.1", Refuses = true)]
    [InlineData("0203:kristinehamn.example</", "0203:hagfors.example</", "BV/security: senderID is 0203:hagfors.example")]
    [InlineData("0203:regionvarmland.example</", "0203:hagfors.example</", "BV/security: recipientID is 0203:hagfors.example")]
    [InlineData("varmland.vardcentral.kristinehamn</", "elsewhere</", "functional address in the message is not the one")]
    [InlineData("kristinehamn.registratur</", "elsewhere</", "BV/not-found: the sender's functional address elsewhere")]
    [InlineData("<confidentiality>true<", "<confidentiality>perhaps<", "SV/structure")]
    [InlineData("</messagePayload>", "", "no well-formed XML")]
    public async Task A_message_that_the_receiver_would_reject_is_told_why(string text, string change, string expected)
    {
        var xml = await MessageAsync();
        var changed = xml.Replace(text, change, StringComparison.Ordinal);
        Assert.NotEqual(xml, changed);
        await AssertRefusedAsync(s_right, changed, expected);
    }

    [Fact]
    [Rule("MSG-13.1", Refuses = true)]
    public async Task A_message_above_the_limit_is_refused_while_it_comes() =>
        await AssertRefusedAsync(s_right, new string(' ', 20_001), "larger than 20,000 octets, which is the most that may be sent (MSG-13)");

    [Fact]
    public async Task A_message_id_that_is_used_is_refused_and_the_first_message_stays()
    {
        var xml = await MessageAsync();
        Assert.True((await _intake.SubmitAsync(s_right, Xml(xml), Cancelled)).IsOk);
        var again = await _intake.SubmitAsync(s_right, Xml(xml), Cancelled);
        Assert.Contains("is already used", Assert.Single(again.Fault!.Details), StringComparison.Ordinal);
        Assert.Single(await _file.Store.ListAsync(10, receipts: true, Cancelled));
        Assert.Single(ContentFiles());
    }

    private static MemoryStream Xml(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task<string> MessageAsync()
    {
        using var message = DemoMessage.Make(DemoParty.Kristinehamn, DemoParty.RegionVarmland, [], TimeProvider.System);
        using var xml = new MemoryStream();
        await message.WriteAsync(xml, Cancelled);
        return Encoding.UTF8.GetString(xml.ToArray());
    }

    private async Task AssertRefusedAsync(Submission submission, string xml, string expected)
    {
        var done = await _intake.SubmitAsync(submission, Xml(xml), Cancelled);
        Assert.False(done.IsOk);
        Assert.Contains(expected, string.Join('\n', done.Fault!.Details), StringComparison.Ordinal);
        Assert.Empty(await _file.Store.ListAsync(10, receipts: true, Cancelled));
        Assert.Empty(ContentFiles());
        await using var db = _file.Open();
        Assert.Equal(0, await db.Work.CountAsync(Cancelled));
    }

    private async Task<long> MessageLengthAsync(MessageRow row) => (await _content.ReadAsync(row.Payload!.Value)).Length;

    private IEnumerable<string> ContentFiles() => new[] { "content", "staging" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(_content.FullName, folder), "*", SearchOption.AllDirectories));
}
