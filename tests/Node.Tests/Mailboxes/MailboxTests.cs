using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Mailboxes;

/// <summary>What lies in the mailboxes of functional addresses, and what people do with it.</summary>
public abstract class MailboxTests(PkiFixture pki, PostgresFixture? postgres) : IAsyncLifetime
{
    private const string Participant = "0203:kristinehamn.example";
    private static readonly MailboxName s_registry = new("demo", Participant, "kristinehamn.registratur");
    private static readonly MailboxName s_school = s_registry with { Address = "kristinehamn.elevhalsa" };

    private StoreCase _file = null!;
    private MailboxList _list = null!;
    private MailboxMarks _marks = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = await StoreCase.MakeAsync(postgres);
        (_list, _marks) = (new MailboxList(_file.Open), new MailboxMarks(_file.Open, new MailboxTexts(_file.Key, NullLogger<MailboxTexts>.Instance), _file.Clock));
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_mailbox_holds_what_arrived_at_its_address_newest_first_and_nothing_of_others()
    {
        var first = await AddAsync(s_registry);
        var second = await AddAsync(s_registry);
        await AddAsync(s_school);
        await AddAsync(s_registry with { Environment = "qa" });
        await AddAsync(s_registry with { Participant = "0203:arvika.example" });
        await AddAsync(s_registry, row => row.Direction = Direction.Outgoing);
        await AddAsync(s_registry, row => row.OwnAddress = null);

        var items = await _list.ListAsync(new MailboxFilter(s_registry), Cancelled);
        Assert.Equal([second.Id, first.Id], items.Select(item => item.Message.Id));
        Assert.Equal([first.Id], (await _list.ListAsync(new MailboxFilter(s_registry) { After = second.Id }, Cancelled)).Select(item => item.Message.Id));
    }

    [Fact]
    public async Task Who_read_took_and_handled_a_message_is_remembered_and_told_in_its_timeline()
    {
        var message = await AddAsync(s_registry);
        Assert.True(await _marks.ReadAsync(message.Id, "anna", Cancelled));
        Assert.True(await _marks.ReadAsync(message.Id, "bo", Cancelled));
        Assert.True(await _marks.AssignAsync(message.Id, "bo", "anna", Cancelled));
        Assert.True(await _marks.HandledAsync(message.Id, "bo", Cancelled));

        var item = Assert.Single(await _list.ListAsync(new MailboxFilter(s_registry) { State = MailboxState.Handled, Assignees = ["bo"] }, Cancelled));
        Assert.Equal(("anna", "bo", "bo"), (item.Marks!.ReadBy, item.Marks.Assignee, item.Marks.HandledBy));
        Assert.Equal(["Read by anna.", "Assigned to bo by anna.", "Marked as handled by bo."], (await _file.Store.EventsAsync(message.Id, Cancelled)).Select(step => step.Detail));
        Assert.Empty(await _list.ListAsync(new MailboxFilter(s_registry) { State = MailboxState.Open }, Cancelled));

        Assert.True(await _marks.ReopenAsync(message.Id, "anna", Cancelled));
        Assert.Single(await _list.ListAsync(new MailboxFilter(s_registry) { State = MailboxState.Open }, Cancelled));
    }

    [Fact]
    public async Task Whoever_marks_what_a_colleague_has_changed_meanwhile_changes_nothing()
    {
        var message = await AddAsync(s_registry);
        Assert.Equal(MarkOutcome.Done, await _marks.ReassignAsync(message.Id, "bo", null, "bo", Cancelled));
        Assert.Equal(MarkOutcome.Changed, await _marks.ReassignAsync(message.Id, "anna", null, "anna", Cancelled));
        Assert.Equal(MarkOutcome.Changed, await _marks.ReassignAsync(message.Id, null, "anna", "anna", Cancelled));

        // A second click is no colleague.
        Assert.Equal(MarkOutcome.Done, await _marks.ReassignAsync(message.Id, "bo", null, "bo", Cancelled));
        Assert.Equal(MarkOutcome.Done, await _marks.RegisteredAsync(message.Id, "RV 1", "", "bo", Cancelled));
        Assert.Equal(MarkOutcome.Done, await _marks.RegisteredAsync(message.Id, "RV 1", "", "bo", Cancelled));
        Assert.Equal(MarkOutcome.Changed, await _marks.RegisteredAsync(message.Id, "RV 2", "", "anna", Cancelled));
        var first = await SeenAsync();
        Assert.Equal(MarkOutcome.Done, await _marks.RegisteredAsync(message.Id, "RV 3", first, "anna", Cancelled));
        Assert.Equal(MarkOutcome.Changed, await _marks.ReopenAsync(message.Id, first, "bo", Cancelled));
        var second = await SeenAsync();
        Assert.Equal(MarkOutcome.Done, await _marks.ReopenAsync(message.Id, second, "anna", Cancelled));

        // Nor registers again what a colleague has opened again.
        Assert.Equal(MarkOutcome.Changed, await _marks.RegisteredAsync(message.Id, "RV 4", second, "bo", Cancelled));
        Assert.Equal(MarkOutcome.Done, await _marks.RegisteredAsync(message.Id, "RV 3", await SeenAsync(), "bo", Cancelled));
        Assert.Equal(MarkOutcome.Gone, await _marks.RegisteredAsync(Guid.NewGuid(), "RV 4", "", "anna", Cancelled));
        var item = (await _list.FindAsync(s_registry, message.Id, Cancelled))!;
        Assert.Equal(("bo", "bo", "RV 3"), (item.Marks!.Assignee, item.Marks.HandledBy, _marks.NumberOf(item.Marks)));

        async Task<string> SeenAsync() => _marks.RegistrationOf((await _list.FindAsync(s_registry, message.Id, Cancelled))!.Marks);
    }

    [Fact]
    public async Task What_is_in_no_mailbox_cannot_be_marked()
    {
        var outgoing = await AddAsync(s_registry, row => row.Direction = Direction.Outgoing);
        var rejected = await AddAsync(s_registry, row => row.OwnAddress = null);
        Assert.False(await _marks.ReadAsync(outgoing.Id, "anna", Cancelled));
        Assert.False(await _marks.HandledAsync(rejected.Id, "anna", Cancelled));
        Assert.False(await _marks.AssignAsync(Guid.NewGuid(), "bo", "anna", Cancelled));
        await using var db = _file.Open();
        Assert.Equal(0, await db.Mailbox.CountAsync(Cancelled));
    }

    [Fact]
    public async Task Colleagues_are_those_who_have_signed_in_lately_with_the_right_to_the_mailbox()
    {
        var colleagues = new Colleagues(_file.Open, _file.Clock);
        await colleagues.SeenAsync("bo", "Bo Ek (bo)", [s_registry], Cancelled);
        await colleagues.SeenAsync("anna", "Anna Å (anna)", [s_registry, s_school], Cancelled);
        Assert.Equal(["Anna Å (anna)", "Bo Ek (bo)"], await colleagues.OfAsync(s_registry, Cancelled));
        Assert.Equal(["Anna Å (anna)"], await colleagues.OfAsync(s_school, Cancelled));
        Assert.Empty(await colleagues.OfAsync(s_school with { Participant = "0203:arvika.example" }, Cancelled));

        // In two windows at once.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => colleagues.SeenAsync("bo", "Bo Ek (bo)", [s_registry], Cancelled))));
        Assert.Equal(["Anna Å (anna)", "Bo Ek (bo)"], await colleagues.OfAsync(s_registry, Cancelled));

        // A right that was taken away, a new name, and somebody who has left.
        _file.Clock.Now += Colleagues.Longest - TimeSpan.FromDays(1);
        await colleagues.SeenAsync("anna", "Anna Ö (anna)", [s_registry], Cancelled);
        Assert.Empty(await colleagues.OfAsync(s_school, Cancelled));
        _file.Clock.Now += TimeSpan.FromDays(2);
        Assert.Equal(["Anna Ö (anna)"], await colleagues.OfAsync(s_registry, Cancelled));
    }

    [Fact]
    public async Task A_note_that_is_damaged_is_said_to_be_and_hides_no_other()
    {
        var message = await AddAsync(s_registry);
        var notes = new MailboxNotes(_file.Open, new MailboxTexts(_file.Key, NullLogger<MailboxTexts>.Instance), _file.Clock);
        await notes.AddAsync(message.Id, "anna", "Ett.", Cancelled);
        await using (var db = _file.Open())
        {
            var row = await db.MailboxNotes.SingleAsync(Cancelled);
            row.Text = [.. row.Text.Take(row.Text.Length - 1), (byte)(row.Text[^1] ^ 1)];
            await db.SaveChangesAsync(Cancelled);
        }

        _file.Clock.Now += TimeSpan.FromMinutes(1);
        await notes.AddAsync(message.Id, "bo", "Två.", Cancelled);
        Assert.Equal([("anna", null), ("bo", "Två.")], (await notes.OfAsync(message.Id, Cancelled)).Select(note => (note.By, note.Text)));
    }

    [Fact]
    public async Task A_thread_is_the_conversation_and_what_refers_to_it_oldest_first()
    {
        var question = await AddAsync(s_registry, row => row.Direction = Direction.Outgoing);
        var answer = await AddAsync(s_registry, row => (row.ConversationId, row.RefToMessageId) = (question.ConversationId, question.XheId));
        var stray = await AddAsync(s_registry, row => row.RefToMessageId = question.XheId);
        await AddAsync(s_registry);
        await AddAsync(s_school, row => row.ConversationId = question.ConversationId);

        foreach (var start in new[] { question, answer, stray })
        {
            Assert.Equal([question.Id, answer.Id, stray.Id], (await _list.ThreadAsync(s_registry, start, Cancelled)).Select(item => item.Message.Id));
        }
    }

    [Fact]
    public async Task How_mailboxes_stand_counts_unread_and_open_ones_and_names_empty_ones()
    {
        var oldest = await AddAsync(s_registry, row => row.ArrivedAt = TestClock.Start.AddHours(-5));
        var handled = await AddAsync(s_registry, row => row.ArrivedAt = TestClock.Start.AddHours(-9));
        await AddAsync(s_registry, row => row.ArrivedAt = TestClock.Start.AddHours(-1));
        await _marks.HandledAsync(handled.Id, "anna", Cancelled);
        await _marks.ReadAsync(oldest.Id, "anna", Cancelled);

        // What was handled unread, at the command line, waits for no reader.
        var summaries = await _list.SummariesAsync("demo", Participant, [s_registry.Address, s_school.Address], due: null, Cancelled);
        Assert.Equal([new MailboxSummary(s_registry, 3, 1, 2, TestClock.Start.AddHours(-5)), new MailboxSummary(s_school, 0, 0, 0, null)], summaries);
        Assert.Equal(1, await OverdueAsync(-4));
        Assert.Equal(0, await OverdueAsync(-6));

        async Task<int> OverdueAsync(int hours) => (await _list.SummariesAsync("demo", Participant, [s_registry.Address], TestClock.Start.AddHours(hours), Cancelled))[0].Overdue;
    }

    [Fact]
    public async Task Content_goes_when_the_retention_time_after_handling_is_over_and_only_then()
    {
        using var content = new ContentFolder();
        using var runtime = await RuntimeFolder.MakeAsync(pki, static settings => settings["Participants"]![0]!["Mailboxes"] =
            new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["Address"] = s_registry.Address, ["RetentionDays"] = 30 }));
        var handled = await WithContentAsync(content, MessageStatus.New);
        var open = await WithContentAsync(content, MessageStatus.New);
        var underway = await WithContentAsync(content, MessageStatus.ReceiptSent);
        await _marks.HandledAsync(handled.Id, "anna", Cancelled);
        await _marks.HandledAsync(underway.Id, "anna", Cancelled);
        var retention = new Retention(runtime.Setup, _file.Open, new ClientMessages(_file.Open, _file.Clock), content.Store, _file.Clock);

        _file.Clock.Now += TimeSpan.FromDays(29);
        Assert.Equal(0, await retention.RunAsync(Cancelled));
        _file.Clock.Now += TimeSpan.FromDays(2);
        Assert.Equal(1, await retention.RunAsync(Cancelled));

        Assert.False(File.Exists(content.PathOf(handled.Payload!.Value)));
        Assert.True(File.Exists(content.PathOf(open.Payload!.Value)) && File.Exists(content.PathOf(underway.Payload!.Value)));
        Assert.Null(await _list.FindAsync(s_registry, handled.Id, Cancelled));
        Assert.NotNull(await _list.FindAsync(s_registry, open.Id, Cancelled));
    }

    [Fact]
    public async Task Content_that_was_refused_goes_after_its_days_and_what_was_accepted_stays()
    {
        using var content = new ContentFolder();
        using var runtime = await RuntimeFolder.MakeAsync(pki);
        var refused = await WithContentAsync(content, MessageStatus.MessageExchangeError, row => (row.OwnAddress, row.Mark, row.FinalAt) = (null, MessageMark.Rejected, TestClock.Start));
        var otherType = await WithContentAsync(content, MessageStatus.New, row => (row.OwnAddress, row.FinalAt) = (null, TestClock.Start));
        var accepted = await WithContentAsync(content, MessageStatus.MessageExchangeError, row => (row.Mark, row.FinalAt) = (MessageMark.Error, TestClock.Start));
        var retention = new Retention(runtime.Setup, _file.Open, new ClientMessages(_file.Open, _file.Clock), content.Store, _file.Clock);

        _file.Clock.Now += TimeSpan.FromDays(89);
        Assert.Equal(0, await retention.RunAsync(Cancelled));
        _file.Clock.Now += TimeSpan.FromDays(2);
        Assert.Equal(1, await retention.RunAsync(Cancelled));
        Assert.Equal([false, true, true], new[] { refused, otherType, accepted }.Select(row => File.Exists(content.PathOf(row.Payload!.Value))));
    }

    [Fact]
    public async Task Every_address_that_messages_have_is_found_once_those_of_others_not()
    {
        var messages = new ClientMessages(_file.Open, _file.Clock);
        Assert.Empty(await messages.AddressesAsync("demo", Participant, Cancelled));
        foreach (var mailbox in new[] { s_school, s_registry, s_registry, s_registry with { Environment = "qa", Address = "qa" }, s_registry with { Participant = "0203:arvika.example", Address = "arvika" } })
        {
            await AddAsync(mailbox);
        }

        await AddAsync(s_registry, row => row.OwnAddress = null);
        Assert.Equal([s_school.Address, s_registry.Address], await messages.AddressesAsync("demo", Participant, Cancelled));
    }

    private async Task<MessageRow> WithContentAsync(ContentFolder content, MessageStatus status, Action<MessageRow>? adjust = null)
    {
        var payload = await content.WriteAsync("payload"u8.ToArray());
        return await AddAsync(s_registry, row =>
        {
            (row.Payload, row.Status) = (payload, status);
            adjust?.Invoke(row);
        });
    }

    private async Task<MessageRow> AddAsync(MailboxName mailbox, Action<MessageRow>? adjust = null)
    {
        var row = StoreCase.Message();
        (row.Environment, row.Participant, row.OwnAddress, row.FunctionalAddress, row.Direction) = (mailbox.Environment, mailbox.Participant, mailbox.Address, mailbox.Address, Direction.Incoming);
        (row.ConversationId, row.ArrivedAt, row.Status) = (row.XheId, TestClock.Start, MessageStatus.New);
        adjust?.Invoke(row);
        Assert.True(await _file.Store.AddAsync([row], Cancelled));
        return row;
    }

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite(PkiFixture pki) : MailboxTests(pki, postgres: null);

    /// <summary>Over PostgreSQL.</summary>
    public sealed class OnPostgres(PkiFixture pki, PostgresFixture postgres) : MailboxTests(pki, postgres);
}
