using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SdkNode.Node.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class NarrowIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_Answers",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_ConversationId_OwnAddress_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_Status_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_WrittenAt_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_RefToMessageId_OwnAddress_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_FinalAt",
                table: "Messages");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_Answers",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "Answers" },
                filter: "\"Answers\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_ConversationId_OwnAddress_Id",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "ConversationId", "OwnAddress", "Id" },
                filter: "\"OwnAddress\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_Id",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "OwnAddress", "Id" },
                filter: "\"OwnAddress\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_Status_Id",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "OwnAddress", "Status", "Id" },
                filter: "\"OwnAddress\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_WrittenAt_Id",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "OwnAddress", "WrittenAt", "Id" },
                filter: "\"OwnAddress\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_RefToMessageId_OwnAddress_Id",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "RefToMessageId", "OwnAddress", "Id" },
                filter: "\"RefToMessageId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_FinalAt",
                table: "Messages",
                column: "FinalAt",
                filter: "\"FinalAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_Answers",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_ConversationId_OwnAddress_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_Status_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_WrittenAt_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_RefToMessageId_OwnAddress_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_FinalAt",
                table: "Messages");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_Answers",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "Answers" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_ConversationId_OwnAddress_Id",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "ConversationId", "OwnAddress", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_Id",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "OwnAddress", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_Status_Id",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "OwnAddress", "Status", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_WrittenAt_Id",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "OwnAddress", "WrittenAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_RefToMessageId_OwnAddress_Id",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "RefToMessageId", "OwnAddress", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_FinalAt",
                table: "Messages",
                column: "FinalAt");
        }
    }
}
